import { expect, it } from 'vitest';
import { openLibrary } from '../../../tests/support/content.ts';
import { sqliteOpener } from '../../../tests/support/databases.ts';
import { openSources } from '../../../tests/support/sources.ts';
import type { Run } from '../runs/run.ts';
import type { StepContext } from '../runs/step.ts';
import { askModel } from './ask-model.ts';
import type { StepServices } from './services.ts';

const open = sqliteOpener();
const note = (word: string, localOnly = false) => ({ kind: 'text' as const, text: `Notes on ${word}.`, localOnly });

/** The sources of a run and a document, and what a call of the model was said to carry. */
async function openDesk() {
  const database = await open();
  const { scope, sources } = await openSources(database);
  const { documents } = await openLibrary(database);
  /** No step is given texts here: a call needs the marks of its sources and nothing else. */
  const asked = async (ids: readonly string[], documentId: string | null = null): Promise<unknown> => {
    const carried: boolean[] = [];
    const services: Partial<StepServices> = {
      modelFallback: [],
      holdLocalOnly: (...given) => sources.holdLocalOnly(...given),
      citesLocalOnly: (...given) => sources.citesLocalOnly(...given),
      models: {
        write: async ({ carriesLocalOnly }) => {
          carried.push(carriesLocalOnly);
          const usage = { inputTokens: 0, outputTokens: 0 };
          return { text: '', finish: 'stop', model: 'none/none', models: [], usage, costMicros: null, attempts: [] };
        },
      },
    };
    const run: Partial<Run> = { id: 'run_1', workspaceId: scope.workspaceId, createdBy: scope.userId, apiKeyId: null, documentId };
    const context = { run: { ...run, model: 'none/none', brief: { language: 'en' } }, services, name: 'section', attempt: 1 };
    const result = () => ({ sources: ids.map((id) => ({ id })) });
    await askModel({ ...context, result, signal: new AbortController().signal } as unknown as StepContext<StepServices>, {
      messages: [],
      maxOutputTokens: 1,
    });
    return carried;
  };
  return { scope, sources, documents, asked };
}

it('a call carries local-only material as soon as one of the sources of its run is marked', async () => {
  const { scope, sources, asked } = await openDesk();
  const [one, two] = [await sources.add(scope, note('espresso')), await sources.add(scope, note('cold brew'))];
  expect(await asked([one.id, two.id])).toEqual([false]);
  await sources.change(scope, two.id, { localOnly: true });
  expect(await asked([one.id, two.id])).toEqual([true]);
});

it('a call is not made for a run whose source was deleted: nobody knows any more whether it may leave', async () => {
  const { scope, sources, asked } = await openDesk();
  const { id } = await sources.add(scope, note('espresso'));
  await sources.remove(scope, id);
  await expect(asked([id])).rejects.toMatchObject({ code: 'not_found' });
});

it('a call about a document carries what it cites, also when that source was deleted', async () => {
  const { scope, sources, documents, asked } = await openDesk();
  const [open, secret] = [await sources.add(scope, note('espresso')), await sources.add(scope, note('cold brew', true))];
  const plain = await documents.create(scope, { title: 'Plain', body: 'b', sources: [open.id] });
  const citing = await documents.create(scope, { title: 'Citing', body: 'b', sources: [secret.id] });
  await sources.remove(scope, secret.id);
  expect(await asked([open.id], plain.id)).toEqual([false]);
  expect(await asked([open.id], citing.id)).toEqual([true]);
});
