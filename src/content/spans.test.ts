import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nastyMarkdown } from '../../tests/support/nasty-markdown.ts';
import { isAppError } from '../shared/errors.ts';
import { assertSpansCover, rebaseSpans, type Span, type SpanOrigin, spanOrigins, spansOfWhole } from './spans.ts';

const byRun: SpanOrigin = { origin: 'model', model: 'openai/x', runId: 'run_1' };
const byAnn: SpanOrigin = { origin: 'typed', by: 'usr_ann' };

describe('spans', () => {
  it('keep the origin of what stays, in code points', () => {
    const from = '😀 One two three.';
    const spans = rebaseSpans(spansOfWhole(from, byRun), from, '😀 One 2 three. Four', byAnn);
    expect(spans).toEqual([
      { start: 0, end: 6, ...byRun },
      { start: 6, end: 7, ...byAnn },
      { start: 7, end: 14, ...byRun },
      { start: 14, end: 19, ...byAnn },
    ]);
  });

  it('keep their places when text before them is removed', () => {
    const from = 'Cut this. Typed. Written.';
    const spans: Span[] = [
      { start: 0, end: 17, ...byAnn },
      { start: 17, end: 25, ...byRun },
    ];
    expect(rebaseSpans(spans, from, 'Typed. Written.', byAnn)).toEqual([
      { start: 0, end: 7, ...byAnn },
      { start: 7, end: 15, ...byRun },
    ]);
  });

  it('cover the text after any edits, sorted, without overlap, neighbours differing', () => {
    const origin = fc.record({ origin: fc.constantFrom(...spanOrigins) }, { requiredKeys: ['origin'] });
    fc.assert(
      fc.property(nastyMarkdown, fc.array(fc.tuple(nastyMarkdown, origin), { maxLength: 4 }), (first, edits) => {
        let body = first.toWellFormed();
        let spans: Span[] = spansOfWhole(body, byRun);
        for (const [text, by] of edits) {
          const next = text.toWellFormed();
          spans = rebaseSpans(spans, body, next, by);
          body = next;
          assertSpansCover(spans, body);
          for (const [index, span] of spans.entries())
            expect({ ...span, start: 0, end: 0 }).not.toEqual({ ...spans[index - 1], start: 0, end: 0 });
        }
      }),
    );
  });

  it('with a gap, an overlap or a wrong end are refused', () => {
    for (const [start, end] of [
      [0, 2],
      [1, 3],
      [0, 4],
    ] as const) {
      expect.assertions(3);
      try {
        assertSpansCover([{ start, end, ...byRun }], 'abc');
      } catch (error) {
        expect(isAppError(error, 'internal')).toBe(true);
      }
    }
  });
});
