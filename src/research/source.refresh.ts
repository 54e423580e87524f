import type { WorkspaceScope } from '../accounts/index.ts';
import type { ParseRequest } from '../ports/source-parser.ts';
import { AppError } from '../shared/errors.ts';
import { codePointLength } from '../shared/text/code-points.ts';
import { fetchPage, PageRefused } from './source.fetch.ts';
import { type SourceParts, sha256Of } from './source.intake.ts';
import { save, saveText } from './source.save.ts';
import type { Source, SourceChange, StoredSource } from './source.ts';

export interface Refreshed {
  source: Source;
  change: SourceChange;
}

const vanishedCode = 'vanished';

/** Fetches the page again. What cannot be fetched or read leaves the source as it is: the error says why. */
export async function refreshSource(
  parts: SourceParts,
  scope: WorkspaceScope,
  before: StoredSource,
  signal?: AbortSignal,
): Promise<Refreshed> {
  const page = await fetchAgain(parts, scope, before, signal);
  const problems = before.problems.filter(({ code }) => code !== vanishedCode);
  if (page === null) {
    const message = `The page was no longer there on ${new Date(parts.clock.now()).toISOString().slice(0, 10)}; the text is from the last time it was.`;
    const source = { ...before, problems: [...problems, { code: vanishedCode, message }] };
    return { source: await save(parts, scope, before, source), change: 'vanished' };
  }
  const fetched = { ...before, problems, fetchedAt: parts.clock.now(), sha256: sha256Of(page.bytes) };
  if (fetched.sha256 === before.sha256) return { source: await save(parts, scope, before, fetched), change: 'unchanged' };
  const parsed = await parts.parser.parse(page, signal);
  // A page that differs in its markup only says the same; the title is kept, because a person may have mended it.
  if (parsed.text === before.text) return { source: await save(parts, scope, before, fetched), change: 'unchanged' };
  const { format, text, blocks } = parsed;
  const language = parsed.language ?? null;
  const changed = { ...fetched, format, text, blocks, language, problems: parsed.problems, characters: codePointLength(text) };
  return { source: await saveText(parts, scope, before, changed), change: 'changed' };
}

/** Null when the server says that the page is gone. */
async function fetchAgain(parts: SourceParts, scope: WorkspaceScope, source: Source, signal?: AbortSignal): Promise<ParseRequest | null> {
  if (source.kind !== 'url') {
    throw new AppError('unprocessable', `The source ${source.id} was not fetched from an address: ${source.address}`, {
      hint: 'Add the newer text or file as another source.',
    });
  }
  try {
    return await fetchPage(parts, scope, source.address, signal);
  } catch (error) {
    if (error instanceof PageRefused && error.isGone) return null;
    throw error;
  }
}
