import { deflateSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { stream, writePdf } from '../../../tests/support/source-files/pdf-writer.ts';
import { readSourceFile } from '../../../tests/support/source-files/source-files.ts';
import { pdfOfForms, spinningPdf } from '../../../tests/support/spinning-pdf.ts';
import type { KillableTaskLimits } from '../../ports/killable-task.ts';
import type { SourceParser } from '../../ports/source-parser.ts';
import { AppError } from '../../shared/errors.ts';
import { createKillableTask } from '../killable-task/killable-task.ts';
import { createSourceParser } from './source-parser.ts';

/** A busy machine takes its time to start a process. */
const patient = { timeout: 60_000 };

let parser: SourceParser;
afterEach(async () => await parser.close());

/** The error of a hostile file, after proof that the next file is parsed as ever. */
async function refusal(bytes: Uint8Array | string, limits?: Partial<KillableTaskLimits>): Promise<AppError> {
  parser = createSourceParser({ createTask: createKillableTask, limits });
  const content = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
  const error = await parser.parse({ bytes: content }).then(
    () => new Error('it was parsed'),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(AppError);
  expect((await parser.parse({ bytes: readSourceFile('interview.vtt') })).format).toBe('vtt');
  return error as AppError;
}

describe('hostile PDF files', patient, () => {
  it('whose forms draw each other without end are killed at the time limit', async () => {
    const error = await refusal(spinningPdf(), { timeoutMs: 4000 });
    expect(error).toMatchObject({ code: 'unprocessable', hint: expect.stringContaining('time limit is 4000 ms') });
  });

  it('whose stream inflates without end are killed at a limit', async () => {
    const bomb = deflateSync(Buffer.alloc(300_000_000, '(x) Tj\n')).toString('latin1');
    const error = await refusal(pdfOfForms(stream(bomb, '/Filter /FlateDecode')), { timeoutMs: 10_000, memoryBytes: 250 * 2 ** 20 });
    expect(error).toMatchObject({ code: 'unprocessable', hint: expect.stringMatching(/(?:memory|time) limit/) });
  });

  it('of too many pages are too large', async () => {
    const pages = Array.from({ length: 3001 }, () => []);
    expect(await refusal(writePdf(pages))).toMatchObject({ code: 'too_large', message: expect.stringContaining('3001 pages') });
  });
});

describe('hostile pages and texts', patient, () => {
  it('of 10 MB of nested tags, counted or hidden from counting', async () => {
    expect(await refusal('<div>'.repeat(2_000_000))).toMatchObject({ code: 'unprocessable', message: expect.stringContaining('nests') });
    expect(await refusal('<div title="<">x'.repeat(600_000), { timeoutMs: 4000 })).toMatchObject({ code: 'unprocessable' });
  });

  it('of lists within lists', async () => {
    expect(await refusal('<ul><li>x'.repeat(100_000))).toMatchObject({ code: 'unprocessable' });
    expect(
      await refusal(`# Lists\n\n${Array.from({ length: 5000 }, (_, depth) => `${'  '.repeat(depth)}- x`).join('\n')}`, { timeoutMs: 4000 }),
    ).toMatchObject({ code: 'unprocessable' });
  });

  it('of more text than is stored', async () => {
    expect(await refusal('word '.repeat(1_100_000))).toMatchObject({ code: 'too_large', message: expect.stringContaining('5000000') });
  });

  it('of a pattern that makes matching slow', async () => {
    expect(await refusal(`<html>${'<!doctype '.repeat(1_000_000)}`, { timeoutMs: 4000 })).toMatchObject({ code: 'unprocessable' });
  });
});
