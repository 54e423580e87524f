import { expect, it } from 'vitest';
import { startModelServer } from '../support/model-server/model-server.ts';
import { addCoffeeSources, type RunAnswer, type RunningDesk, startDesk } from '../support/running-desk.ts';

async function played(desk: RunningDesk, body: Record<string, unknown>): Promise<RunAnswer> {
  const { id } = await desk.client.json<RunAnswer>({ method: 'POST', path: '/runs', body });
  return desk.finished(id);
}

it('a document is checked against the sources that are left when one it cites was deleted', async () => {
  const desk = await startDesk();
  const sources = await addCoffeeSources(desk);
  const brief = { topic: 'Cold brew or espresso?', words: 200 };
  const { documentId } = await played(desk, { kind: 'write', author: 'extractive', brief, sources });
  await desk.client.text({ method: 'DELETE', path: `/sources/${sources[0]}` });
  expect(await played(desk, { kind: 'check', documentId })).toMatchObject({ status: 'succeeded', error: null });
});

it('no model is paid for an outline when the sources say nothing on the topic', async () => {
  const server = await startModelServer({ models: ['scripted'] });
  const desk = await startDesk({ OPENAI_BASE_URL: `${server.url}/v1`, OPENAI_API_KEY: 'test' });
  const sources = await addCoffeeSources(desk);
  const run = await played(desk, { kind: 'write', brief: { topic: 'Quantum chromodynamics' }, sources });
  expect(run).toMatchObject({ status: 'failed', error: { code: 'unprocessable' } });
  expect(run.error?.detail).toContain('Quantum chromodynamics');
  expect(server.calls).toHaveLength(0);
  await server.close();
});
