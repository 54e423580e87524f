import { assertMay, type Permission, type WorkspaceScope } from '../../accounts/index.ts';

const read: Permission = { roles: ['owner', 'admin', 'editor', 'writer', 'viewer'], scope: 'content:read', action: 'read files' };
const upload: Permission = { roles: ['owner', 'admin', 'editor', 'writer'], scope: 'content:write', action: 'upload files' };

export const blobPolicy = {
  read: (scope: WorkspaceScope) => assertMay(scope, read),
  upload: (scope: WorkspaceScope) => assertMay(scope, upload),
};
