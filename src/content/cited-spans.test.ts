import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nastyMarkdown } from '../../tests/support/nasty-markdown.ts';
import { CodePointIndex } from '../shared/text/code-points.ts';
import { citationMarkdown } from './citation.ts';
import { citedSpans } from './cited-spans.ts';
import { toNormalForm } from './markdown/normal-form.ts';
import { assertSpansCover } from './spans.ts';

const source = { id: 'src_1', title: 'Notes — “mine”', address: 'file:notes.pdf' };
const byModel = { origin: 'model', model: 'openai/x', runId: 'run_1' } as const;
const cite = (quote: string, locator = 'p. 3') =>
  citationMarkdown({ label: '1', sourceId: 'src_1', sourceTitle: source.title, address: source.address, locator, supported: true, quote });

describe('the origins of a cited piece', () => {
  it('are its sources for what it quotes, and the run for all else', () => {
    const body = toNormalForm(
      `😀 One.[^1] Two.[^2] Mine.[^3]\n\n[^1]: ${cite('a “word” 😀', '“A — “heading””')}\n\n[^2]: [Other](https://x.y) — “elsewhere”\n\n[^3]: my “note”`,
    );
    const index = new CodePointIndex(body);
    const spans = citedSpans(body, byModel, [source]);
    assertSpansCover(spans, body);
    const quoted = spans.filter((span) => span.origin === 'quoted');
    expect(quoted.map((span) => [index.slice(span.start, span.end), span.sourceId, span.runId])).toEqual([
      ['a “word” 😀', 'src_1', 'run_1'],
    ]);
    expect(spans.filter((span) => span.origin === 'model')).toHaveLength(2);
  });

  it('cover any text', () => {
    fc.assert(
      fc.property(nastyMarkdown, nastyMarkdown, (text, quote) => {
        const body = toNormalForm(`${text}\n\n[^1]: ${cite(quote)}`);
        assertSpansCover(citedSpans(body, byModel, [source]), body);
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
