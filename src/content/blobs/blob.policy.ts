import { assertMay, everybody, type Permission, type WorkspaceScope, writers } from '../../accounts/index.ts';

const read: Permission = { roles: everybody, scope: 'content:read', action: 'read files' };
const upload: Permission = { roles: writers, scope: 'content:write', action: 'upload files' };

export const blobPolicy = {
  read: (scope: WorkspaceScope) => assertMay(scope, read),
  upload: (scope: WorkspaceScope) => assertMay(scope, upload),
};
