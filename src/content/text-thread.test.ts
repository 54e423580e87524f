import { monitorEventLoopDelay } from 'node:perf_hooks';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openLibrary } from '../../tests/support/content.ts';
import { describeEachEngine } from '../../tests/support/databases.ts';
import { nastyMarkdown } from '../../tests/support/nasty-markdown.ts';
import { readText } from './document.text.ts';
import { isQuickToRead } from './markdown/reading-cost.ts';
import { prepareText, withText } from './text-thread.ts';

/** Quotations a hundred deep: seconds of work in a few thousand characters. */
const hostile = `${'>'.repeat(100)} x\n\n`.repeat(120);
const paragraph = 'Cold brew *keeps* for four days, says [the guide](https://example.org/a).[^1] Espresso does not.\n\n';
const long = `${paragraph.repeat(300)}[^1]: [Guide](https://example.org), p. 3 — “four days”\n`;

/** How long the work took, and the longest the event loop was held up meanwhile, milliseconds. */
async function watched(work: () => Promise<unknown>): Promise<{ took: number; held: number }> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  // The first sample after the start is not counted.
  await new Promise((resolve) => setTimeout(resolve, 20));
  const start = performance.now();
  await work();
  const took = performance.now() - start;
  await new Promise((resolve) => setTimeout(resolve, 20));
  delay.disable();
  return { took, held: delay.max / 1e6 };
}

describe('a text that takes long to read', { timeout: 120_000 }, () => {
  it('is told from others by its length and marks', () => {
    expect(['', 'A line.', paragraph.repeat(12), 'word '.repeat(3000)].map(isQuickToRead)).toEqual([true, true, true, true]);
    expect([long, hostile, 'word '.repeat(4000), '`a'.repeat(1000), '- x\n'.repeat(1000)].some(isQuickToRead)).toBe(false);
  });

  it('gives in the thread what it gives outside it', async () => {
    await fc.assert(
      fc.asyncProperty(nastyMarkdown, async (markdown) => {
        expect(await withText(long, 'readText', 'T', markdown, 'en')).toEqual(readText('T', markdown, 'en'));
      }),
      { numRuns: 100 },
    );
    expect(await prepareText('T', long, 'en')).toEqual(readText('T', long, 'en'));
  });

  it('holds up nothing else', async () => {
    await prepareText('T', long, 'en');
    const { took, held } = await watched(() => prepareText('T', hostile, 'en'));
    expect(held).toBeLessThan(took / 5);
  });

  it('is refused in words when it is nested too deeply', async () => {
    await expect(prepareText('T', `${'>'.repeat(3000)} ${long}`, 'en')).rejects.toMatchObject({
      ...{ code: 'unprocessable', message: expect.stringContaining('nested too deeply'), hint: expect.any(String) },
    });
  });
});

describeEachEngine('long documents', (open) => {
  it('are saved, drafted, restored and exported like short ones', async () => {
    const { documents, scope } = await openLibrary(await open());
    const { id, body } = await documents.create(scope, { title: 'T', body: long });
    expect(body).toBe(long);
    await documents.save(scope, id, { body: `${long}\nMore.` });
    expect(await documents.putDraft(scope, id, { title: 'T', body: `* a\n\n${long}` })).toMatchObject({ body: `- a\n\n${long}` });
    expect(await documents.restoreRevision(scope, id, 1)).toMatchObject({ body: long, revision: 3 });
    const file = await documents.export(scope, id, 'md');
    expect(file.content).toContain(`\n# T\n\n${long}`);
    expect((await documents.export(scope, id, 'docx')).content).toBeInstanceOf(Uint8Array);
    const imported = await documents.importMarkdown(scope, String(file.content), 'x');
    expect(imported).toMatchObject({ document: { title: 'T', body: long }, problems: [] });
    await documents.trash(scope, id);
    expect(await documents.restoreFromTrash(scope, id)).toMatchObject({ body: long });
  }, 120_000);
});
