import { type ImportedDraft, readDraft } from './import-draft.ts';

/** Runs in the killable child. */
export default function importDraft(input: { bytes: Uint8Array }): Promise<ImportedDraft> {
  return readDraft(input.bytes);
}
