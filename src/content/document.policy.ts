import { administrators, assertMay, editors, everybody, type WorkspaceScope, writers } from '../accounts/index.ts';
import { AppError } from '../shared/errors.ts';

/** Every member may read every document. */
export function mayReadDocuments(scope: WorkspaceScope): void {
  assertMay(scope, { roles: everybody, scope: 'content:read', action: 'read documents' });
}

/** Writers and above may begin a document. */
export function mayCreateDocuments(scope: WorkspaceScope): void {
  assertMay(scope, { roles: writers, scope: 'content:write', action: 'write documents' });
}

/** Writers may change their own documents, editors and above all of them. */
export function mayChangeDocument(scope: WorkspaceScope, document: { createdBy: string }): void {
  mayCreateDocuments(scope);
  if (document.createdBy !== scope.userId)
    assertMay(scope, { roles: editors, scope: 'content:write', action: 'change documents of others' });
}

/** Who may change a document may move it to the trash and back; a key needs `content:delete`. */
export function mayDeleteDocument(scope: WorkspaceScope, document: { createdBy: string }): void {
  const roles = document.createdBy === scope.userId ? writers : editors;
  assertMay(scope, { roles, scope: 'content:delete', action: 'delete this document' });
}

/** Approving and publishing are an editor's affair. */
export function maySetStatus(scope: WorkspaceScope, status: string): void {
  if (status === 'draft' || status === 'in_review') return;
  if (!editors.includes(scope.role)) {
    throw new AppError('forbidden', `The role ${scope.role} may not set a document to ${status}.`, {
      hint: 'Set it to in_review and ask an editor.',
    });
  }
}

/** What is gone for good is an administrator's affair. */
export function mayPurgeDocuments(scope: WorkspaceScope): void {
  assertMay(scope, { roles: administrators, scope: 'content:delete', action: 'remove documents for good' });
}
