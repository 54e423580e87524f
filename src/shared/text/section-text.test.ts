import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codePointLength } from './code-points.ts';
import { applyTextEvent, type SectionTexts, type TextEvent } from './section-text.ts';

const section = 'intro';

/** A stream as a player makes one: text is appended, retracted, and begun again by a later attempt. */
const streams = fc
  .array(
    fc.oneof(
      { weight: 5, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 }) },
      { weight: 1, arbitrary: fc.nat(20) },
      { weight: 1, arbitrary: fc.constant(null) },
    ),
    {
      maxLength: 30,
    },
  )
  .map((moves) => {
    let attempt = 1;
    let text: string[] = [];
    const events: TextEvent[] = [];
    for (const move of moves) {
      if (typeof move === 'string') {
        events.push({ type: 'text.delta', data: { section, attempt, offset: text.length, text: move } });
        text.push(...move);
      } else {
        if (move === null) attempt += 1;
        const keep = move === null ? 0 : Math.min(move, text.length);
        text = text.slice(0, keep);
        events.push({ type: 'text.reset', data: { section, attempt, keep } });
      }
    }
    return { events, final: text.join('') };
  });

function play(events: readonly TextEvent[], texts: SectionTexts = new Map()): string {
  for (const event of events) applyTextEvent(texts, event);
  return texts.get(section)?.text ?? '';
}

describe('text of a section, built from events', () => {
  it('is what the player wrote', () => {
    fc.assert(fc.property(streams, ({ events, final }) => play(events) === final));
  });

  it('is the same when each event comes twice', () => {
    fc.assert(fc.property(streams, ({ events, final }) => play(events.flatMap((event) => [event, event])) === final));
  });

  it('is the same when a client resumes anywhere and sees a part again', () => {
    fc.assert(
      fc.property(streams, fc.nat(30), fc.nat(30), ({ events, final }, seen, back) => {
        const upTo = Math.min(seen, events.length);
        const from = Math.max(0, upTo - back);
        return play([...events.slice(0, upTo), ...events.slice(from)]) === final;
      }),
    );
  });

  it('counts code points, so that a character outside the basic plane is one', () => {
    const texts: SectionTexts = new Map();
    applyTextEvent(texts, { type: 'text.delta', data: { section, attempt: 1, offset: 0, text: '👩‍🚀x' } });
    applyTextEvent(texts, { type: 'text.delta', data: { section, attempt: 1, offset: codePointLength('👩‍🚀'), text: 'y' } });
    expect(texts.get(section)?.text).toBe('👩‍🚀y');
  });

  it('ignores text of an attempt that was replaced', () => {
    const texts: SectionTexts = new Map();
    applyTextEvent(texts, { type: 'text.reset', data: { section, attempt: 2, keep: 0 } });
    applyTextEvent(texts, { type: 'text.delta', data: { section, attempt: 1, offset: 0, text: 'old' } });
    expect(texts.get(section)?.text).toBe('');
  });
});
