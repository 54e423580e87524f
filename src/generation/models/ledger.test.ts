import { expect, it } from 'vitest';
import { describeEachEngine } from '../../../tests/support/databases.ts';
import { ensureOperator } from '../../accounts/index.ts';
import { systemClock } from '../../shared/clock.ts';
import { addRun } from './ledger.fixture.ts';
import { type CallPurpose, createLedgerService } from './ledger.service.ts';

/** One token of output costs one micro-dollar. */
const price = { input: 0, cached: 0, output: 1_000_000 };
const reservation = { modelId: 'openai/gpt-4o-mini', price, inputTokens: 0, outputTokens: 100 };

describeEachEngine('The ledger', (open) => {
  async function setUp(budgetMicros: number | null) {
    const database = await open();
    const scope = await ensureOperator(database, 1);
    const runId = await addRun(database, scope, budgetMicros);
    const purpose: CallPurpose = { scope, runId, step: 'section:one', attempt: 1 };
    return { database, scope, runId, purpose, ledger: createLedgerService({ database, clock: systemClock }) };
  }

  it('writes a call down before it is made, with what it may cost', async () => {
    const { database, ledger, purpose } = await setUp(null);
    await ledger.reserve(purpose, { ...reservation, inputTokens: 50, price: { ...price, input: 2_000_000 } });
    const rows = await database.read.selectFrom('ledger').selectAll().execute();
    expect(rows).toMatchObject([
      { status: 'pending', provider: 'openai', model: 'gpt-4o-mini', reserved_micros: 200, cost_micros: null, step: 'section:one' },
    ]);
  });

  it('never lets calls made at once hold or cost more than the budget', async () => {
    const { database, ledger, purpose, runId } = await setUp(1_000);
    const heldNow = async () => {
      const rows = await database.read.selectFrom('ledger').selectAll().where('run_id', '=', runId).execute();
      return rows.reduce((sum, row) => sum + (row.cost_micros ?? row.reserved_micros ?? 0), 0);
    };
    const outcomes = await Promise.allSettled(
      Array.from({ length: 40 }, async (_, index) => {
        const call = await ledger.reserve(purpose, reservation);
        expect(await heldNow()).toBeLessThanOrEqual(1_000);
        await call.succeeded({ inputTokens: 0, outputTokens: index % 2 === 0 ? 100 : 60 }, false);
      }),
    );
    const done = outcomes.filter(({ status }) => status === 'fulfilled').length;
    expect(done).toBeGreaterThanOrEqual(10);
    expect(done).toBeLessThan(17);
    const reasons = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []));
    expect(new Set(reasons)).toEqual(new Set(['budget_exceeded']));
    expect(await heldNow()).toBeLessThanOrEqual(1_000);
  });

  it('waits for calls under way when only they stand in the way', async () => {
    const { ledger, purpose } = await setUp(150);
    const first = await ledger.reserve(purpose, reservation);
    const second = ledger.reserve(purpose, reservation);
    await first.succeeded({ inputTokens: 0, outputTokens: 20 }, false);
    await (await second).succeeded({ inputTokens: 0, outputTokens: 90 }, false);
    await expect(ledger.reserve(purpose, reservation)).rejects.toMatchObject({
      code: 'budget_exceeded',
      message: expect.stringContaining('$0.000040 of the budget of $0.000150 is left'),
    });
  });

  it('gives up waiting when the run is stopped', async () => {
    const { ledger, purpose } = await setUp(150);
    await ledger.reserve(purpose, reservation);
    const controller = new AbortController();
    const waiting = ledger.reserve(purpose, reservation, controller.signal);
    controller.abort(new Error('drained'));
    await expect(waiting).rejects.toThrow('drained');
  });

  it('refuses a budget with a price nobody knows, and writes nothing', async () => {
    const { database, ledger, purpose } = await setUp(1_000);
    await expect(ledger.reserve(purpose, { ...reservation, price: null })).rejects.toMatchObject({ code: 'unprocessable' });
    expect(await database.read.selectFrom('ledger').selectAll().execute()).toEqual([]);
  });

  it('says that a cost is not known rather than nothing', async () => {
    const { ledger, purpose, scope, runId } = await setUp(null);
    const call = await ledger.reserve(purpose, { ...reservation, price: null });
    expect(await call.succeeded({ inputTokens: 7, outputTokens: 5 }, false)).toBeNull();
    expect(await ledger.summariseRun(scope, runId)).toMatchObject({ costMicros: null, inputTokens: 7, outputTokens: 5 });
    expect(await ledger.usage(scope, 'model', 0, Date.now() + 1)).toMatchObject([
      { key: 'openai/gpt-4o-mini', calls: 1, unpricedCalls: 1 },
    ]);
  });

  it('keeps what failed and what was cut, and what they cost', async () => {
    const { database, ledger, purpose, scope, runId } = await setUp(null);
    await (await ledger.reserve(purpose, reservation)).failed('rate_limited', null);
    await (await ledger.reserve(purpose, reservation)).failed('cut', { inputTokens: 10, outputTokens: 30 });
    await (await ledger.reserve(purpose, reservation)).interrupted('drained', { inputTokens: 10, outputTokens: 40 });
    await (await ledger.reserve({ ...purpose, step: 'outline' }, reservation)).succeeded({ inputTokens: 3, outputTokens: 100 }, false);
    const rows = await database.read.selectFrom('ledger').select(['status', 'cost_micros', 'estimated', 'error']).orderBy('id').execute();
    expect(rows).toEqual([
      { status: 'failed', cost_micros: 0, estimated: 0, error: 'rate_limited' },
      { status: 'failed', cost_micros: 30, estimated: 1, error: 'cut' },
      { status: 'interrupted', cost_micros: 40, estimated: 1, error: 'drained' },
      { status: 'succeeded', cost_micros: 100, estimated: 0, error: null },
    ]);
    const summary = await ledger.summariseRun(scope, runId);
    expect(summary).toMatchObject({ costMicros: 170, inputTokens: 23, outputTokens: 170 });
    expect([...summary.steps]).toEqual([
      ['section:one', { inputTokens: 20, outputTokens: 70 }],
      ['outline', { inputTokens: 3, outputTokens: 100 }],
    ]);
  });

  it('after a crash counts open calls at their worst case, so that the budget still holds', async () => {
    const { database, ledger, purpose, runId } = await setUp(150);
    const lost = await ledger.reserve(purpose, reservation);
    const afterCrash = createLedgerService({ database, clock: systemClock });
    await expect(afterCrash.reserve(purpose, reservation)).rejects.toMatchObject({ code: 'budget_exceeded' });
    expect(await afterCrash.interrupt(runId)).toBe(1);
    expect(await afterCrash.interrupt(runId)).toBe(0);
    await lost.succeeded({ inputTokens: 0, outputTokens: 1 }, false);
    const rows = await database.read.selectFrom('ledger').select(['status', 'cost_micros', 'estimated']).execute();
    expect(rows).toEqual([{ status: 'interrupted', cost_micros: 100, estimated: 1 }]);
  });

  it('sums by day and by run within one workspace', async () => {
    const { database, ledger, purpose, scope, runId } = await setUp(null);
    const day = 86_400_000;
    for (const at of [day, day + 5, 3 * day]) {
      const dated = createLedgerService({ database, clock: { now: () => at, monotonic: () => at } });
      await (await dated.reserve(purpose, reservation)).succeeded({ inputTokens: 1, outputTokens: 10 }, false);
    }
    expect(await ledger.usage(scope, 'day', 0, 10 * day)).toMatchObject([
      { key: '1', calls: 2, costMicros: 20 },
      { key: '3', calls: 1, costMicros: 10 },
    ]);
    expect(await ledger.usage(scope, 'run', 2 * day, 10 * day)).toMatchObject([{ key: runId, calls: 1 }]);
    expect(await ledger.usage({ ...scope, workspaceId: 'wsp_other' }, 'day', 0, 10 * day)).toEqual([]);
  });
});
