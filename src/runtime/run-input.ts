import type { WorkspaceScope } from '../accounts/index.ts';
import type { RunServiceParts } from '../generation/index.ts';
import type { Features } from './features.ts';

/** Reads the sources and the draft that a run brings along; nothing of it is stored before all of it could be read. */
export function readsRunInput({ sources, documents, readDraft }: Features): RunServiceParts['prepare'] {
  return async (scope, input) => {
    // Who may start a run may bring what it works from: the run itself acts without the limits of a key.
    const acting: WorkspaceScope = { ...scope, scopes: null };
    const storeSources = await sources.prepare(acting, input.sources ?? []);
    const draft = input.draft === undefined ? null : await readDraft(acting, input.draft.blobId);
    const storeDraft = draft === null ? null : await documents.prepareImport(acting, draft.markdown, draft.name);
    return async (trx) => ({
      sources: [...new Set((await storeSources(trx)).map(({ id }) => id))],
      documentId: storeDraft === null ? (input.documentId ?? null) : (await storeDraft(trx)).document.id,
    });
  };
}
