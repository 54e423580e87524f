import type { SourceBlock } from '../../ports/source-parser.ts';
import { AppError } from '../../shared/errors.ts';
import type { Locator } from '../../shared/locator.ts';
import { codePointLength, toStoredText } from '../../shared/text/code-points.ts';

/** A block as a format's reader found it: text not yet joined, offsets not yet known. */
export interface DraftBlock {
  kind: SourceBlock['kind'];
  text: string;
  level?: number;
  locator?: Locator;
  /** The block goes on in the middle of a sentence of the block before it, over a page break. */
  continues?: boolean;
}

/** Longest stored text, code points. */
export const maxTextLength = 5_000_000;

const tight: ReadonlySet<SourceBlock['kind']> = new Set(['list-item', 'table-row']);
// Zero-width space, word joiner, byte order mark, soft hyphen: invisible, and in the way of every search.
const invisible = /[\u200b\u2060\ufeff\u00ad]/g;

/** One line: invisible characters gone, white space single. */
export function oneLine(text: string): string {
  return text.replace(invisible, '').replace(/\s+/gu, ' ').trim();
}

/** Lines kept, each without trailing white space, blank ones at both ends gone. */
export function keptLines(text: string): string {
  return toStoredText(text.replace(invisible, ''))
    .replace(/[^\S\n]+$/gmu, '')
    .replace(/^\n+/, '')
    .trim();
}

/** Joins blocks to the stored text; each gets its offsets. Blocks without visible text are left out. Throws AppError `too_large`. */
export function joinBlocks(drafts: readonly DraftBlock[]): { text: string; blocks: SourceBlock[] } {
  const parts: string[] = [];
  const blocks: SourceBlock[] = [];
  let offset = 0;
  let previous: DraftBlock | undefined;
  for (const draft of drafts) {
    const text = toStoredText(draft.text).trim();
    if (text === '') continue;
    const gap = previous ? separator(previous, draft) : '';
    const start = offset + gap.length;
    offset = start + codePointLength(text);
    if (offset > maxTextLength) throw tooMuchText();
    parts.push(gap, text);
    blocks.push({ start, end: offset, kind: draft.kind, ...(draft.level && { level: draft.level }), locator: draft.locator ?? {} });
    previous = draft;
  }
  return { text: parts.join(''), blocks };
}

/** Gives each block without a page or time the nearest heading above it, or its number among the paragraphs. */
export function locateByHeading(blocks: readonly DraftBlock[]): DraftBlock[] {
  let heading: string | undefined;
  let paragraph = 0;
  return blocks.map((block) => {
    if (block.kind === 'heading') heading = oneLine(block.text);
    else paragraph += 1;
    return { ...block, locator: { ...block.locator, ...(heading === undefined ? { paragraph } : { heading }) } };
  });
}

function separator(previous: DraftBlock, next: DraftBlock): string {
  if (next.continues) return ' ';
  return tight.has(previous.kind) && previous.kind === next.kind ? '\n' : '\n\n';
}

function tooMuchText(): AppError {
  return new AppError('too_large', `The source holds more than ${maxTextLength} characters of text`, {
    hint: 'Split it, and add the parts you need.',
  });
}
