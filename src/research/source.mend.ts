import type { WorkspaceScope } from '../accounts/index.ts';
import { AppError } from '../shared/errors.ts';
import { codePointLength, toStoredText } from '../shared/text/code-points.ts';
import { rebaseBlocks } from './rebase-blocks.ts';
import { storeTitle } from './source.indexing.ts';
import type { SourceParts } from './source.intake.ts';
import { save, saveText } from './source.save.ts';
import type { SourceChanges } from './source.schema.ts';
import type { Source, StoredSource } from './source.ts';

const mendedCode = 'mended';

/** Applies what a person changed. Throws AppError `conflict` when somebody else was quicker. */
export async function mendSource(parts: SourceParts, scope: WorkspaceScope, before: StoredSource, changes: SourceChanges): Promise<Source> {
  const { title = before.title, tags = before.tags, localOnly = before.localOnly } = changes;
  const after = { ...before, title, tags: [...new Set(tags)], localOnly };
  const text = changes.text === undefined ? before.text : mendedText(changes.text);
  if (text !== before.text) return saveText(parts, scope, before, withText(after, before, text));
  const retitle = title !== before.title;
  return save(parts, scope, before, after, retitle ? (trx) => storeTitle(trx, scope.workspaceId, before.id, title) : undefined);
}

function mendedText(given: string): string {
  const text = toStoredText(given).trim();
  if (text !== '') return text;
  throw new AppError('validation_failed', 'The text holds no character that can be stored', {
    hint: 'Delete the source if it is not needed.',
  });
}

function withText(source: StoredSource, before: StoredSource, text: string): StoredSource {
  const problems = before.problems.filter(({ code }) => code !== mendedCode);
  return {
    ...source,
    text,
    blocks: rebaseBlocks(before.text, before.blocks, text),
    characters: codePointLength(text),
    problems: [...problems, { code: mendedCode, message: 'The text was changed by hand and is no longer what the original says.' }],
  };
}
