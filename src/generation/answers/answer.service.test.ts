import { expect, it } from 'vitest';
import type { WorkspaceScope } from '../../accounts/index.ts';
import type { Writing } from '../models/router.ts';
import { type AnswerServiceParts, createAnswerService } from './answer.service.ts';

const scope: WorkspaceScope = { workspaceId: 'wsp', userId: 'usr', apiKeyId: null, role: 'owner', scopes: null };
const quote = { exact: 'It steeps.', prefix: '', suffix: '', start: 0, end: 10, locator: {} };
const passage = { sourceId: 'src_secret', sourceTitle: 'Notes', address: 'text:', quote, why: ['words' as const], score: 1 };

async function asked(parts: Partial<AnswerServiceParts>, signal = new AbortController().signal) {
  const writings: Writing[] = [];
  const service = createAnswerService({
    passages: async (_, { question }) => ({ question, passages: [passage] }),
    chooseModel: async () => 'one/model',
    modelFallback: ['two/model', 'one/model'],
    holdLocalOnly: async (_, ids) => ids.includes('src_secret'),
    models: {
      write: async (writing) => {
        writings.push(writing);
        writing.signal.throwIfAborted();
        const usage = { inputTokens: 1, outputTokens: 1 };
        return { text: 'It does [1].', finish: 'stop', model: 'one/model', models: [], usage, costMicros: 1500, attempts: [] };
      },
    },
    ...parts,
  });
  return { answer: await service.answer(scope, { question: 'Does it steep?' }, signal), writings };
}

it('a question whose passages must stay here is asked as local-only, by the chain of models, outside of any run', async () => {
  const { answer, writings } = await asked({});
  expect(answer).toMatchObject({ answer: { text: 'It does.[1]', citations: [1] }, model: 'one/model', costUsd: 0.0015 });
  const models = ['one/model', 'two/model'];
  expect(writings).toMatchObject([{ carriesLocalOnly: true, models, purpose: { scope, runId: null, step: 'ask' } }]);
  expect((await asked({ holdLocalOnly: async () => false })).writings).toMatchObject([{ carriesLocalOnly: false }]);
});

it('what is no reason for a missing answer is an error, and a caller who left is one', async () => {
  await expect(asked({ holdLocalOnly: () => Promise.reject(new TypeError('broken')) })).rejects.toThrow('broken');
  const { answer } = await asked({}, AbortSignal.abort());
  expect(answer).toMatchObject({ answer: null, noAnswer: { code: 'upstream_failed', detail: expect.stringContaining('one/model') } });
});
