import { expect } from 'vitest';
import { mapBounded } from '../../src/shared/map-bounded.ts';
import type { InstallationState } from './installation-state.ts';
import { writtenByModel } from './kill-cases.ts';
import { expectKillFinished, type Kill, measureCommand } from './kills.ts';
import { type ModelServer, startModelServer } from './model-server/model-server.ts';

const lanes = 2;

/** How many boundaries a piece by the scripted model has. */
export async function measureModelWrite(template: string): Promise<number> {
  const server = await startModelServer();
  try {
    return (await measureCommand(template, writtenByModel(server.url))).boundaries;
  } finally {
    await server.close();
  }
}

/** As `expectEachKillFinished`, and nothing that was finished is asked of the model again, counted at the model's own server. */
export async function expectNoCallTwice(template: string, kills: readonly Kill[]): Promise<void> {
  await mapBounded(kills, lanes, async (kill) => {
    const server = await startModelServer();
    try {
      const { before, after } = await expectKillFinished(template, writtenByModel(server.url), kill);
      expectPaidOnce(JSON.stringify(kill), before, after, server);
    } finally {
      await server.close();
    }
  });
}

function expectPaidOnce(when: string, before: InstallationState, after: InstallationState, server: ModelServer): void {
  const finished = new Set(before.steps.filter((step) => step.status === 'succeeded').map((step) => step.name));
  const callsOf = (state: InstallationState, step: string) => state.ledger.filter((row) => row.step === step).length;
  for (const step of finished) expect(callsOf(after, step), `${when}: calls of ${step}`).toBe(callsOf(before, step));
  // Written down before it is made: the one that was cut may be a line without a call, but never a call without a line.
  const cut = before.ledger.filter((row) => row.status === 'pending').map((row) => row.id);
  expect(server.calls.length, when).toBeLessThanOrEqual(after.ledger.length);
  expect(server.calls.length, when).toBeGreaterThanOrEqual(after.ledger.length - cut.length);
  const ends = new Map(after.ledger.map((row) => [row.id, row.status]));
  expect(
    cut.map((id) => ends.get(id)),
    when,
  ).toEqual(cut.map(() => 'interrupted'));
  expect([...ends.values()].filter((status) => status === 'interrupted').length, when).toBe(cut.length);
  expect([...ends.values()], when).not.toContain('pending');
}
