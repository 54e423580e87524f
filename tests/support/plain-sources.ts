import type { SourceBlock } from '../../src/ports/source-parser.ts';
import type { SourceText } from '../../src/research/index.ts';
import { codePointLength, toStoredText } from '../../src/shared/text/code-points.ts';

/** A source from plain paragraphs; a line that starts with `# ` is a heading (kept without the mark). */
export function plainSource(id: string, title: string, paragraphs: readonly string[], language: string | null = 'en'): SourceText {
  const blocks: SourceBlock[] = [];
  const pieces: string[] = [];
  let start = 0;
  let heading: string | undefined;
  for (const raw of paragraphs) {
    const isHeading = raw.startsWith('# ');
    const text = toStoredText(isHeading ? raw.slice(2) : raw).trim();
    const end = start + codePointLength(text);
    if (isHeading) heading = text;
    const locator = heading === undefined ? { paragraph: blocks.length + 1 } : { heading };
    blocks.push({ start, end, kind: isHeading ? 'heading' : 'paragraph', ...(isHeading ? { level: 2 } : {}), locator });
    pieces.push(text);
    start = end + 2;
  }
  return { id, title, address: `file:${id}.txt`, sha256: '0'.repeat(64), text: pieces.join('\n\n'), blocks, language };
}
