import { expect, it } from 'vitest';
import { openLibrary } from '../../tests/support/content.ts';
import { describeEachEngine } from '../../tests/support/databases.ts';
import { loadConfig } from '../config/index.ts';
import type { Database } from '../database/database.ts';
import { toJson } from '../database/json.ts';
import type { Logger } from '../ports/logger.ts';
import { newId } from '../shared/ids.ts';
import { type Chore, freeDeadKeys, housekeepingChores, keepHouse } from './housekeeping.ts';
import { whileLeading } from './leadership.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 5, 1);
const clock = { now: () => now, monotonic: () => performance.now() };
const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, child: () => silent };
const noBlobs = { list: async function* () {} } as unknown as Parameters<typeof housekeepingChores>[0]['adapters']['blobs'];

async function addRun(database: Database, workspaceId: string, finishedAt: number | null): Promise<string> {
  const id = newId('run');
  const empty = { waiting_for: null, document_id: null, section: null, author: null, model: null, budget_micros: null, error: null };
  await database.transaction(async (trx) => {
    const run = {
      id,
      workspace_id: workspaceId,
      kind: 'research' as const,
      graph_version: 1,
      brief: toJson({}),
      sources: toJson([]),
      ...empty,
    };
    const lease = { priority: 0, event_seq: 2, lease_holder: null, lease_token: 0, lease_expires_at: null, cancel_requested: 0 as const };
    const times = { created_by: 'usr', api_key_id: null, created_at: 1, started_at: 1, finished_at: finishedAt };
    await trx
      .insertInto('runs')
      .values({ ...run, ...lease, ...times, status: finishedAt === null ? 'running' : 'succeeded' })
      .execute();
    const event = (seq: number, type: string) => ({ workspace_id: workspaceId, run_id: id, seq, type, data: toJson({}), created_at: 1 });
    await trx
      .insertInto('run_events')
      .values([event(1, 'run.status'), event(2, 'done')])
      .execute();
  });
  return id;
}

async function addLines(database: Database, at: number, count: number): Promise<string[]> {
  const lines = Array.from({ length: count }, () => ({
    ...{ id: newId('outgoing'), workspace_id: null, user_id: null, run_id: null, purpose: 'source', method: 'GET' },
    ...{ target: 'https://example.org', status: 200, error: null, bytes_sent: 0, bytes_received: 0, duration_ms: 1, at },
  }));
  await database.transaction((trx) => trx.insertInto('outgoing_log').values(lines).execute());
  return lines.map(({ id }) => id);
}

describeEachEngine('housekeeping', (open) => {
  async function house() {
    const database = await open();
    const library = await openLibrary(database);
    const { values } = loadConfig({ env: {}, dataDir: '/nonexistent' });
    const chores = housekeepingChores({
      values,
      adapters: { database, blobs: noBlobs },
      features: { documents: library.documents, clock },
    });
    const run = (name: string) => (chores.find((chore) => chore.name === name) as Chore).run(now);
    return { ...library, run };
  }

  it('removes events of runs that ended long ago, but never done, and nothing of others', async () => {
    const { database, scope, run } = await house();
    const old = await addRun(database, scope.workspaceId, now - 31 * day);
    const recent = await addRun(database, scope.workspaceId, now - 29 * day);
    const open = await addRun(database, scope.workspaceId, null);
    expect(await run('events of finished runs')).toBe(1);
    const left = await database.read.selectFrom('run_events').select(['run_id', 'type']).execute();
    expect(left.filter(({ run_id }) => run_id === old)).toEqual([{ run_id: old, type: 'done' }]);
    for (const id of [recent, open]) expect(left.filter(({ run_id }) => run_id === id)).toHaveLength(2);
  });

  it('removes old lines of the outgoing log, more than fit into one commit', async () => {
    const { database, run } = await house();
    await addLines(database, now - 91 * day, 501);
    const [kept] = await addLines(database, now - 89 * day, 1);
    expect(await run('log of outgoing requests')).toBe(501);
    expect(await database.read.selectFrom('outgoing_log').select('id').execute()).toEqual([{ id: kept }]);
  });

  it('purges what has lain in the trash for long', async () => {
    const { database, documents, scope, run } = await house();
    const [old, recent] = [await documents.create(scope, { title: 'Old' }), await documents.create(scope, { title: 'Recent' })];
    await documents.trash(scope, old.id);
    await documents.trash(scope, recent.id);
    await database.transaction((trx) =>
      trx
        .updateTable('documents')
        .set({ deleted_at: now - 31 * day })
        .where('id', '=', old.id)
        .execute(),
    );
    await database.transaction((trx) =>
      trx
        .updateTable('documents')
        .set({ deleted_at: now - day })
        .where('id', '=', recent.id)
        .execute(),
    );
    expect(await run('trash')).toBe(1);
    expect(await database.read.selectFrom('documents').select('id').execute()).toEqual([{ id: recent.id }]);
  });

  it('writes off a call outside of runs whose process died, at what was reserved for it', async () => {
    const { database, scope, run } = await house();
    const runId = await addRun(database, scope.workspaceId, null);
    const call = (startedAt: number, run_id: string | null) => ({
      ...{ id: newId('call'), workspace_id: scope.workspaceId, run_id, step: 'ask', attempt: 1, user_id: scope.userId, api_key_id: null },
      ...{ provider: 'p', model: 'm', status: 'pending' as const, reserved_micros: 70, cost_micros: null, estimated: 0 as const },
      ...{ input_tokens: null, output_tokens: null, error: null, started_at: startedAt, finished_at: null },
    });
    const [dead, young, ofRun] = [call(now - 11 * 60_000, null), call(now - 9 * 60_000, null), call(now - 11 * 60_000, runId)];
    await database.transaction((trx) => trx.insertInto('ledger').values([dead, young, ofRun]).execute());
    expect(await run('model calls a crash cut off')).toBe(1);
    const rows = await database.read.selectFrom('ledger').select(['id', 'status', 'cost_micros']).execute();
    expect(rows.filter(({ status }) => status !== 'pending')).toEqual([{ id: dead.id, status: 'interrupted', cost_micros: 70 }]);
  });

  it('saves what somebody typed and left alone for ten minutes', async () => {
    const { database, documents, scope, run } = await house();
    const { id } = await documents.create(scope, { title: 'T', body: 'one' });
    const typedAt = async (time: number) => {
      await documents.putDraft(scope, id, { title: 'T', body: `typed ${time}` });
      await database.transaction((trx) => trx.updateTable('drafts').set({ updated_at: time }).execute());
      return run('drafts left alone');
    };
    expect([await typedAt(now - 9 * 60_000), await typedAt(now - 11 * 60_000)]).toEqual([0, 1]);
    expect((await documents.get(scope, id)).revision).toBe(2);
  });

  it('frees keys of requests that died, and forgets answers whose time is over', async () => {
    const { database, scope, run } = await house();
    const key = (name: string, status: number | null, createdAt: number, expiresAt: number) => ({
      ...{ workspace_id: scope.workspaceId, principal: 'p', key: name, request_hash: 'h', status, response: null },
      ...{ created_at: createdAt, expires_at: expiresAt },
    });
    const rows = [
      key('dead', null, now - 20 * 60_000, now + day),
      key('alive', null, now - 1000, now + day),
      key('kept', 200, 1, now + day),
      key('over', 200, 1, now - 1),
    ];
    await database.transaction((trx) => trx.insertInto('idempotency_keys').values(rows).execute());
    expect(await run('idempotency keys')).toBe(2);
    const left = () => database.read.selectFrom('idempotency_keys').select('key').orderBy('key').execute();
    expect((await left()).map(({ key }) => key)).toEqual(['alive', 'kept']);
    await freeDeadKeys(database, now);
    // Where one process owns the database, nothing of before its start is alive.
    expect((await left()).map(({ key }) => key)).toEqual(database.traits.leaseClock === 'process' ? ['kept'] : ['alive', 'kept']);
  });

  it('is done by one process at a time, and by the next when that ends', async () => {
    const database = await open();
    const [first, second] = [new AbortController(), new AbortController()];
    const leading: string[] = [];
    const begun = Promise.withResolvers<void>();
    const work = (name: string) => async (signal: AbortSignal) => {
      leading.push(name);
      begun.resolve();
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      leading.push(`${name} ended`);
    };
    const parts = { database, logger: silent, name: 'scheduler' };
    const one = whileLeading({ ...parts, holder: 'one' }, work('one'), first.signal);
    await begun.promise;
    first.abort();
    await one;
    const two = whileLeading({ ...parts, holder: 'two' }, async () => second.abort(void leading.push('two')), second.signal);
    await two;
    expect(leading).toEqual(['one', 'one ended', 'two']);
  });
});

it('goes on with the other chores when one fails, and tells of it', async () => {
  const stop = new AbortController();
  const done: string[] = [];
  const errors: unknown[] = [];
  const chore = (name: string, run: () => Promise<number>): Chore => ({ name, everyMs: 5, firstMs: 0, run });
  const chores = [
    chore('broken', async () => Promise.reject(new Error('no'))),
    chore('whole', async () => {
      done.push('whole');
      if (done.length === 3) stop.abort();
      return 0;
    }),
  ];
  await keepHouse(chores, { clock, logger: { ...silent, error: (fields) => void errors.push(fields.chore) } }, stop.signal);
  expect(done).toHaveLength(3);
  expect(errors).toEqual(['broken', 'broken', 'broken']);
});
