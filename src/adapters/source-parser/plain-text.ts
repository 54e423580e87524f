import type { DraftBlock } from './draft-block.ts';
import { keptLines, oneLine } from './draft-block.ts';

const bullet = /^\s*(?:[-*•–]|\d{1,3}[.)])\s+(?=\S)/;
/** From this length on a line that is not the last of its paragraph was cut by a margin and not by a person. */
const wrappedLength = 50;

/** Paragraphs by blank lines; lines cut at a margin are joined, short ones (verse, addresses) stay. */
export function readPlainText(text: string): DraftBlock[] {
  return text.split(/\n[^\S\n]*(?:\n[^\S\n]*)+/).flatMap((paragraph): DraftBlock[] => {
    const lines = paragraph.split('\n').filter((line) => line.trim() !== '');
    if (lines.length === 0) return [];
    if (lines.every((line) => bullet.test(line)))
      return lines.map((line) => ({ kind: 'list-item', text: oneLine(line.replace(bullet, '')) }));
    return [{ kind: 'paragraph', text: isWrapped(lines) ? oneLine(lines.join(' ')) : keptLines(lines.join('\n')) }];
  });
}

function isWrapped(lines: readonly string[]): boolean {
  const full = lines.slice(0, -1);
  return full.filter((line) => line.trim().length >= wrappedLength).length * 2 > full.length;
}
