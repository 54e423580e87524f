import { expect, it } from 'vitest';
import { waitFor } from '../../tests/support/product.ts';
import { serve } from './served.fixture.ts';

interface Run {
  id: string;
  status: string;
  waitingFor?: string;
  outline?: { heading: string; notes?: string }[];
}

const text =
  'Cold brew has 200 mg caffeine a glass. Espresso has 63 mg caffeine a shot.\n\nPeople drink cold brew in summer, because it is less acidic than espresso.';

it('shows an outline as it can be sent back: unchanged, or changed by a person', async () => {
  const served = await serve({}, 'sqlite', ['web', 'worker']);
  for (const change of [(outline: Run['outline']) => outline, () => [{ heading: 'Caffeine' }]]) {
    const brief = { topic: 'Cold brew or espresso', words: 60, approveOutline: true };
    const input = { kind: 'write', author: 'extractive', brief, sources: [{ kind: 'text', text }] };
    const made = await served.call<Run>('POST', '/runs', { body: input });
    const look = async () => (await served.call<Run>('GET', `/runs/${made.body.id}`)).body;
    const waiting = await waitFor('the outline', async () => ((await look()).status === 'waiting' ? look() : false));
    expect(waiting).toMatchObject({ waitingFor: 'outline', outline: [{ heading: expect.any(String) }] });
    const approved = await served.call('POST', `/runs/${made.body.id}/approve`, { body: { outline: change(waiting.outline) } });
    expect([approved.status, approved.text]).toEqual([202, expect.stringContaining(made.body.id)]);
    await waitFor('the run', async () => (await look()).status === 'succeeded');
  }
});
