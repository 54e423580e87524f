import { afterEach, describe, expect, it } from 'vitest';
import { type LanguageModel, ModelError, type ModelFailure, type ModelPart, type ModelRequest } from './language-model.ts';

/** What the service behind a model does with the next call; the suite does not know how it is told. */
export type ServedKind =
  | 'answer'
  | 'thinks'
  | 'thinks-in-tags'
  | 'filtered'
  | 'broken'
  | 'rate-limited-until'
  | 'slow'
  | 'long'
  | 'empty'
  | 'refusal'
  | 'rate-limited'
  | 'failed'
  | 'unauthorised'
  | 'not-found'
  | 'context-too-long'
  | 'hang'
  | 'hang-midway'
  | 'cut'
  | 'cut-with-error'
  | 'reset'
  | 'malformed';

export interface ModelUnderTest {
  model: LanguageModel;
  /** The text of `answer`, `slow` and, up to where they stop, of the broken ones. */
  text: string;
  next(kind: ServedKind): void;
  /** Requests received so far. */
  calls(): number;
  /** Resolves when the service has received a request. */
  received(): Promise<void>;
  /** Resolves when the service has seen the connection of its last call closed by us. */
  aborted(): Promise<void>;
  close(): Promise<void>;
}

export interface ContractOptions {
  /** Kinds this provider's protocol has no word for: they are no part of its contract. */
  wordless?: readonly ServedKind[];
}

const request: ModelRequest = {
  messages: [
    { role: 'system', content: 'You write plainly.' },
    { role: 'user', content: 'Write two sentences about coffee.' },
  ],
  maxOutputTokens: 200,
  temperature: 0.2,
};
const never = new AbortController().signal;

/** What every language model does, whoever makes it. @param open starts a service and a model on it */
export function describeLanguageModel(name: string, open: () => Promise<ModelUnderTest>, options: ContractOptions = {}): void {
  const opened: ModelUnderTest[] = [];
  const fresh = async (kind: ServedKind): Promise<ModelUnderTest> => {
    const underTest = await open();
    opened.push(underTest);
    underTest.next(kind);
    return underTest;
  };
  afterEach(async () => {
    for (const underTest of opened.splice(0)) await underTest.close();
  });
  const unlessWordless = (kind: ServedKind, title: string, test: () => Promise<void>): void => {
    if (!options.wordless?.includes(kind)) it(title, test);
  };

  describe(`${name} as a language model`, () => {
    it('streams its text in parts, says why it ended and what it used', async () => {
      const { model, text } = await fresh('slow');
      const parts = await collect(model);
      expect(parts.slice(0, -1).length).toBeGreaterThan(3);
      expect(textOf(parts)).toBe(text);
      expect(parts.at(-1)).toMatchObject({ type: 'finish', reason: 'stop', usage: { inputTokens: expect.any(Number) } });
      const { usage } = parts.at(-1) as ModelPart & { type: 'finish' };
      expect(usage?.inputTokens).toBeGreaterThan(0);
      expect(usage?.outputTokens).toBeGreaterThan(0);
    });

    it('says when it stopped at the longest answer allowed', async () => {
      const { model } = await fresh('long');
      expect((await collect(model)).at(-1)).toMatchObject({ type: 'finish', reason: 'length' });
    });

    it('ends an empty answer like any other', async () => {
      const { model } = await fresh('empty');
      const parts = await collect(model);
      expect([textOf(parts), parts.at(-1)?.type]).toEqual(['', 'finish']);
    });

    unlessWordless('refusal', 'tells a refusal from an answer', async () => {
      const { model } = await fresh('refusal');
      expect((await collect(model)).at(-1)).toMatchObject({ type: 'finish', reason: 'refusal' });
    });

    for (const kind of ['thinks', 'thinks-in-tags'] as const) {
      unlessWordless(kind, `keeps what the model says to itself out of the text (${kind})`, async () => {
        const { model, text } = await fresh(kind);
        const parts = await collect(model);
        expect(textOf(parts)).toBe(text);
        expect(parts.find((part) => part.type === 'thought')).toBeDefined();
        const { usage } = parts.at(-1) as ModelPart & { type: 'finish' };
        expect(usage?.outputTokens, 'thoughts are billed').toBeGreaterThan(text.split(' ').length);
      });
    }

    unlessWordless('filtered', 'takes a text that a filter stopped for a refusal', async () => {
      const { model } = await fresh('filtered');
      expect((await collect(model)).at(-1)).toMatchObject({ type: 'finish', reason: 'refusal' });
    });

    const failures: [ServedKind, ModelFailure[], string][] = [
      ['rate-limited', ['rate_limited'], 'is told to wait'],
      ['failed', ['overloaded'], 'meets an error of the service'],
      ['unauthorised', ['unauthorised'], 'has a wrong key'],
      ['not-found', ['bad_request'], 'names a model that does not exist'],
      ['context-too-long', ['context_too_long'], 'is given more than the context holds'],
      ['cut', ['cut'], 'is cut off without an error'],
      ['cut-with-error', ['cut'], 'is cut off with an error'],
      ['reset', ['cut'], 'loses its connection'],
      ['broken', ['cut'], 'ends with a fault of the service'],
      ['malformed', ['malformed'], 'receives what is not in the format'],
    ];
    for (const [kind, expected, title] of failures) {
      unlessWordless(kind, `fails as ${expected.join(' or ')} when it ${title}, after one request`, async () => {
        const { model, calls } = await fresh(kind);
        const error = await failureOf(model);
        expect(error).toBeInstanceOf(ModelError);
        expect(expected).toContain((error as ModelError).failure);
        expect((error as ModelError).message).not.toBe('');
        expect(calls()).toBe(1);
      });
    }

    it('gives what came before a cut', async () => {
      const { model, text } = await fresh('cut');
      const seen: ModelPart[] = [];
      await expect(collect(model, never, seen)).rejects.toMatchObject({ failure: 'cut' });
      expect(textOf(seen)).not.toBe('');
      expect(text.startsWith(textOf(seen))).toBe(true);
    });

    it('passes on how long to wait', async () => {
      const { model } = await fresh('rate-limited');
      expect(((await failureOf(model)) as ModelError).retryAfterMs).toBe(7_000);
    });

    it('passes on until when to wait', async () => {
      const { model } = await fresh('rate-limited-until');
      const { retryAfterMs = 0 } = (await failureOf(model)) as ModelError;
      expect(retryAfterMs).toBeGreaterThan(25_000);
      expect(retryAfterMs).toBeLessThanOrEqual(30_000);
    });

    it.each(['hang', 'hang-midway'] as const)('ends the request when aborted (%s)', async (kind) => {
      const { model, received, aborted } = await fresh(kind);
      const controller = new AbortController();
      const seen: ModelPart[] = [];
      const ended = collect(model, controller.signal, seen);
      const refused = expect(ended).rejects.toThrow('given up');
      await received();
      controller.abort(new Error('given up'));
      await refused;
      await aborted();
    });

    it('ends the request when nobody reads on', async () => {
      const { model, aborted } = await fresh('hang-midway');
      for await (const _ of model.stream(request, never)) break;
      await aborted();
    });

    it('asks for JSON and still streams text', async () => {
      const { model, text } = await fresh('answer');
      const schema = { type: 'object', properties: { title: { type: 'string' } }, required: ['title'], additionalProperties: false };
      const parts: ModelPart[] = [];
      for await (const part of model.stream({ ...request, jsonSchema: { name: 'outline', schema } }, never)) parts.push(part);
      expect(textOf(parts)).toBe(text);
    });
  });
}

async function collect(model: LanguageModel, signal = never, parts: ModelPart[] = []): Promise<ModelPart[]> {
  for await (const part of model.stream(request, signal)) parts.push(part);
  return parts;
}

async function failureOf(model: LanguageModel): Promise<unknown> {
  return collect(model).then(
    (parts) => `No error, but ${parts.length} parts`,
    (error: unknown) => error,
  );
}

function textOf(parts: readonly ModelPart[]): string {
  return parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
}
