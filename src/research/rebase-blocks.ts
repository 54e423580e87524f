import type { SourceBlock } from '../ports/source-parser.ts';
import { CodePointIndex } from '../shared/text/code-points.ts';

/**
 * The blocks of a text a person mended: those before and after the change keep their locators, what is new takes the locator of the block it
 * replaces and is cut into paragraphs at blank lines.
 */
export function rebaseBlocks(before: string, blocks: readonly SourceBlock[], after: string): SourceBlock[] {
  const change = changeOf([...before], [...after]);
  const touched = blocks.filter((block) => block.end > change.start && block.start < change.beforeEnd);
  const kept = blocks.filter((block) => !touched.includes(block));
  const earlier = kept.filter((block) => block.end <= change.start);
  const shift = change.afterEnd - change.beforeEnd;
  const later = kept
    .filter((block) => block.end > change.start)
    .map((block) => ({ ...block, start: block.start + shift, end: block.end + shift }));
  const start = earlier.at(-1)?.end ?? 0;
  const end = later[0]?.start ?? [...after].length;
  const model = touched[0] ?? earlier.at(-1) ?? later[0];
  return [...earlier, ...paragraphs(after, start, end, model), ...later];
}

/** The stretch that differs, in code points. */
function changeOf(before: string[], after: string[]): { start: number; beforeEnd: number; afterEnd: number } {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  // Back to the line's begin: where a whole line went, the next may begin with the same letters.
  while (start > 0 && before[start - 1] !== '\n') start -= 1;
  let same = 0;
  while (same < shorter - start && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  return { start, beforeEnd: before.length - same, afterEnd: after.length - same };
}

function paragraphs(text: string, start: number, end: number, model: SourceBlock | undefined): SourceBlock[] {
  const index = new CodePointIndex(text);
  const stretch = index.slice(start, end);
  const offset = index.toUtf16(start);
  const found = [...stretch.matchAll(/\S(?:[^\n]|\n(?!\s*\n))*/g)].map((match) => {
    const trimmed = match[0].trimEnd();
    return { start: index.fromUtf16(offset + match.index), end: index.fromUtf16(offset + match.index + trimmed.length) };
  });
  const locator = model?.locator ?? {};
  // One piece for one piece is the same thing mended; several are paragraphs.
  const like = found.length === 1 && model !== undefined ? { kind: model.kind, level: model.level } : { kind: 'paragraph' as const };
  return found.map((span) => ({ ...like, ...span, locator }));
}
