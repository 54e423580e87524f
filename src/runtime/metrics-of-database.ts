import { sql } from 'kysely';
import type { Registry } from 'prom-client';
import type { Database } from '../database/database.ts';

type Client = typeof import('prom-client');

/** Runs by kind and status, and how many wait for a worker: of the whole installation, read when asked for. */
export function addRunMetrics(client: Client, registry: Registry, { read }: Database): void {
  const registers = [registry];
  const runs: InstanceType<Client['Gauge']> = new client.Gauge({
    ...{ name: 'aiwriter_runs', help: 'Runs there are', registers, labelNames: ['kind', 'status'] },
    async collect() {
      const rows = await read
        .selectFrom('runs')
        .select(({ fn }) => ['kind', 'status', fn.countAll<number>().as('count')])
        .groupBy(['kind', 'status'])
        .execute();
      runs.reset();
      for (const { kind, status, count } of rows) runs.set({ kind, status }, Number(count));
    },
  });
  const depth: InstanceType<Client['Gauge']> = new client.Gauge({
    ...{ name: 'aiwriter_run_queue_depth', help: 'Runs that wait for a worker', registers },
    async collect() {
      const queued = read.selectFrom('runs').where('status', '=', 'queued');
      const row = await queued.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
      depth.set(Number(row.count));
    },
  });
}

/** Calls, tokens and cost by model, as the ledger has them: the ledger is the truth also for what was counted before a restart. */
export function addLedgerMetrics(client: Client, registry: Registry, { read }: Database): void {
  const add = (name: string, help: string, labelNames: string[], count: (counter: Counter, sums: ModelSums) => void): void => {
    const counter: Counter = new client.Counter({
      ...{ name, help, registers: [registry], labelNames },
      // Each reads for itself: the registry asks all at once, and one cannot wait for another.
      async collect() {
        const rows = await sumsByModel(read);
        counter.reset();
        for (const row of rows) count(counter, row);
      },
    });
  };
  add('aiwriter_model_calls_total', 'Calls in the ledger', ['model', 'status'], (counter, { model, status, calls }) =>
    counter.inc({ model, status }, Number(calls)),
  );
  add('aiwriter_model_tokens_total', 'Tokens', ['model', 'direction'], (counter, { model, input, output }) => {
    counter.inc({ model, direction: 'input' }, Number(input));
    counter.inc({ model, direction: 'output' }, Number(output));
  });
  add('aiwriter_model_cost_usd_total', 'Cost of calls with a known price', ['model'], (counter, { model, cost }) =>
    counter.inc({ model }, Number(cost) / 1e6),
  );
}

type Counter = InstanceType<Client['Counter']>;
type ModelSums = Awaited<ReturnType<typeof sumsByModel>>[number];

function sumsByModel(read: Database['read']) {
  return read
    .selectFrom('ledger')
    .select(({ fn }) => [
      sql<string>`provider || '/' || model`.as('model'),
      'status',
      fn.countAll<number>().as('calls'),
      fn.sum<number | null>('input_tokens').as('input'),
      fn.sum<number | null>('output_tokens').as('output'),
      fn.sum<number | null>('cost_micros').as('cost'),
    ])
    .groupBy(['provider', 'model', 'status'])
    .execute();
}
