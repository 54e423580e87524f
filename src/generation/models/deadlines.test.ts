import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type Deadlines, withinDeadlines } from './deadlines.ts';
import { isRefusalInWords } from './refusal.ts';

const never = new AbortController().signal;
const generous: Deadlines = { firstPartMs: 5_000, silenceMs: 5_000, attemptMs: 5_000, totalMs: 5_000 };

async function* words(count: number, gapMs: number): AsyncGenerator<string> {
  for (let index = 0; index < count; index += 1) {
    await pause(gapMs);
    yield `word ${index}`;
  }
}

/** A stream that neither sends nor listens. */
async function* deaf(): AsyncGenerator<string> {
  await new Promise(() => {});
}

async function collect(stream: AsyncIterable<string>): Promise<string[]> {
  const parts: string[] = [];
  for await (const part of stream) parts.push(part);
  return parts;
}

describe('The deadlines of an attempt', () => {
  it('let a stream in time through', async () => {
    expect(await collect(withinDeadlines(() => words(3, 1), generous, never))).toHaveLength(3);
  });

  it.each([
    ['the first part', { firstPartMs: 30 }, deaf],
    [
      'the next part',
      { silenceMs: 30 },
      async function* () {
        yield 'one';
        yield* deaf();
      },
    ],
    ['the whole', { attemptMs: 60 }, () => words(1_000, 5)],
  ])('end one that is late with %s', async (_, short, stream) => {
    await expect(collect(withinDeadlines(() => stream(), { ...generous, ...short }, never))).rejects.toMatchObject({
      name: 'ModelError',
      failure: 'timeout',
    });
  });

  it('end a deaf one with the reason of the caller', async () => {
    const controller = new AbortController();
    const collected = collect(withinDeadlines(deaf, generous, controller.signal));
    controller.abort(new Error('stopped'));
    await expect(collected).rejects.toThrow('stopped');
  });

  it('tell the stream when nobody reads on', async () => {
    const heard = Promise.withResolvers<void>();
    const start = (signal: AbortSignal) => {
      signal.addEventListener('abort', () => heard.resolve());
      return words(5, 1);
    };
    for await (const _ of withinDeadlines(start, generous, never)) break;
    await heard.promise;
  });
});

describe('A refusal in words', () => {
  it.each([
    "I'm sorry, but I can't help with that.",
    'I cannot write this section.',
    'As an AI, I must decline.',
    'Es tut mir leid, dabei kann ich nicht helfen.',
  ])('is seen: %s', (text) => expect(isRefusalInWords(text)).toBe(true));
  it.each(['I cannot stress this enough [1].', 'Sorry tales of coffee '.repeat(40), 'Cold brew is mild.', '{"title": "I cannot"}', ''])(
    'is not seen in: %s',
    (text) => expect(isRefusalInWords(text)).toBe(false),
  );
});
