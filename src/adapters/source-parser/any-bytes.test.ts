import fc from 'fast-check';
import { afterAll, describe, it } from 'vitest';
import { expectWholeCover } from '../../../tests/support/source-files/parsed-blocks.ts';
import { readSourceFile } from '../../../tests/support/source-files/source-files.ts';
import type { ParseRequest } from '../../ports/source-parser.ts';
import { isAppError } from '../../shared/errors.ts';
import { createKillableTask } from '../killable-task/killable-task.ts';
import parseFile from './parse-file.ts';
import { createSourceParser } from './source-parser.ts';

// One child for many files here: what is tested is the readers, and a fresh process each would take minutes.
const parser = createSourceParser({
  createTask: (definition) => createKillableTask({ ...definition, callsPerProcess: 1000 }),
  limits: { timeoutMs: 5000 },
});
afterAll(async () => await parser.close());

/** Either a source that keeps its promises, or an AppError with a hint. */
async function parsesOrRefuses(parse: (request: ParseRequest) => ReturnType<typeof parseFile>, bytes: Uint8Array): Promise<void> {
  try {
    expectWholeCover(await parse({ bytes, name: 'any' }));
  } catch (error) {
    if (!isAppError(error) || error.hint === undefined || error.code === 'internal') throw error;
  }
}

const fragments = [
  ...[
    '<div>',
    '</div>',
    '<p class="byline">',
    '<table><tr><td>a<td>b',
    '</table>',
    '<li>',
    '<h2>',
    '<br>',
    '<pre>',
    '<!--',
    '-->',
    '&amp;',
    '&#0;',
    '<!doctype html>',
    '<article>',
    '</article>',
  ],
  ...['WEBVTT\n\n', '1\n', '00:00:01.000 --> 00:00:02.000\n', '<v Jane>', 'Jane: ', 'Max: ', '[1:02] ', 'Anna 0:02\n'],
  ...['# ', '- ', '1. ', '| a | b |\n| --- | --- |\n', '> ', '```\n', '[^1]', '[^1]: note\n', '---\n', '**', '[x](y)', '\\\n'],
  ...[
    'word ',
    'Sentence. ',
    '\n',
    '\n\n',
    '\t',
    '\r',
    '\u2028',
    '\u0301',
    '\u{1f600}',
    '\u200b',
    '\u00ad',
    '\u0000',
    '\ud800',
    'é',
    '{\\rtf',
    'PK',
  ],
];

describe('any bytes', () => {
  it('become a source or a refusal: noise', async () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 2000 });
    await fc.assert(
      fc.asyncProperty(bytes, (any) => parsesOrRefuses(parseFile, any)),
      { numRuns: 200 },
    );
  });

  it('become a source or a refusal: pieces of all text formats in any order', async () => {
    const text = fc
      .array(fc.constantFrom(...fragments), { minLength: 1, maxLength: 60 })
      .map((parts) => new TextEncoder().encode(parts.join('')));
    await fc.assert(
      fc.asyncProperty(text, (any) => parsesOrRefuses(parseFile, any)),
      { numRuns: 400 },
    );
  }, 20_000);

  it.each(['notes.pdf', 'draft.docx', 'article.html'] as const)(
    'become a source or a refusal: %s with damage',
    async (name) => {
      const whole = readSourceFile(name);
      const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 30 });
      const damaged = fc.tuple(damage, fc.integer({ min: 200, max: whole.length })).map(([changes, length]) => {
        const bytes = whole.slice(0, length);
        for (const [at, value] of changes) if (at < length) bytes[at] = value;
        return bytes;
      });
      await fc.assert(
        fc.asyncProperty(damaged, (any) => parsesOrRefuses((request) => parser.parse(request), any)),
        { numRuns: 40 },
      );
    },
    30_000,
  );
});
