import { expect } from 'vitest';
import type { InstallationState } from './installation-state.ts';
import { writtenByModel } from './kill-cases.ts';
import { expectKillFinished, expectOfEach, type Kill, measureCommand } from './kills.ts';
import { type ModelServer, startModelServer } from './model-server/model-server.ts';

/** How many boundaries a piece by the scripted model has, and how long it takes, ms. */
export async function measureModelWrite(template: string): Promise<{ boundaries: number; ms: number }> {
  const server = await startModelServer();
  try {
    return await measureCommand(template, writtenByModel(server.url));
  } finally {
    await server.close();
  }
}

/** As `expectEachKillFinished`, and nothing that was finished is asked of the model again, counted at the model's own server. */
export async function expectNoCallTwice(template: string, kills: readonly Kill[]): Promise<void> {
  await expectOfEach(kills, async (kill) => {
    const server = await startModelServer();
    try {
      const { before, after } = await expectKillFinished(template, writtenByModel(server.url), kill);
      expectPaidOnce(before, after, server);
    } finally {
      await server.close();
    }
  });
}

function expectPaidOnce(before: InstallationState, after: InstallationState, server: ModelServer): void {
  const finished = new Set(before.steps.filter((step) => step.status === 'succeeded').map((step) => step.name));
  const callsOf = (state: InstallationState, step: string) => state.ledger.filter((row) => row.step === step).length;
  for (const step of finished) expect(callsOf(after, step), `calls of ${step}`).toBe(callsOf(before, step));
  // Written down before it is made: the one that was cut may be a line without a call, but never a call without a line.
  const cut = before.ledger.filter((row) => row.status === 'pending').map((row) => row.id);
  expect(server.calls.length, 'calls at the server').toBeLessThanOrEqual(after.ledger.length);
  expect(server.calls.length, 'calls at the server').toBeGreaterThanOrEqual(after.ledger.length - cut.length);
  const ends = new Map(after.ledger.map((row) => [row.id, row.status]));
  const endsOfCut = cut.map((id) => ends.get(id));
  expect(endsOfCut, 'calls that were cut').toEqual(cut.map(() => 'interrupted'));
  expect([...ends.values()].filter((status) => status === 'interrupted').length, 'interrupted calls').toBe(cut.length);
  expect([...ends.values()], 'ends of calls').not.toContain('pending');
}
