import { expect } from 'vitest';
import type { ParsedSource } from '../../../src/ports/source-parser.ts';
import { formatLocator } from '../../../src/shared/locator.ts';
import { CodePointIndex, toStoredText } from '../../../src/shared/text/code-points.ts';

/** `kind [locator] text` of each block, cut from the stored text by its offsets. */
export function blockLines(source: ParsedSource): string[] {
  const index = new CodePointIndex(source.text);
  return source.blocks.map(
    ({ kind, level, start, end, locator }) => `${kind}${level ?? ''} [${formatLocator(locator)}] ${index.slice(start, end)}`,
  );
}

/** What every parsed source promises: stored text, blocks in order, apart, trimmed, and over all text but white space. */
export function expectWholeCover(source: ParsedSource): void {
  expect(source.text).toBe(toStoredText(source.text));
  expect(source.title).not.toBe('');
  const index = new CodePointIndex(source.text);
  let end = 0;
  for (const block of source.blocks) {
    expect(block.start).toBeGreaterThanOrEqual(end);
    expect(block.end).toBeGreaterThan(block.start);
    expect(index.slice(end, block.start).trim()).toBe('');
    const text = index.slice(block.start, block.end);
    expect(text).toBe(text.trim());
    end = block.end;
  }
  expect(end).toBe(index.length);
}
