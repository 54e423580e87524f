import type { Insertable } from 'kysely';
import type { Reader, Transaction } from '../../database/database.ts';
import { fromJson, toJson } from '../../database/json.ts';
import { prepared } from '../../database/prepared.ts';
import type { RunEventsTable } from '../../database/run-tables.ts';
import { applyTextEvent, type SectionTexts, type TextEvent } from '../../shared/text/section-text.ts';
import type { RunEvent } from './step.ts';

export interface NumberedEvent extends RunEvent {
  seq: number;
}

interface RunKey {
  workspaceId: string;
  runId: string;
}

export function isText(event: { type: string }): boolean {
  return event.type === 'text.delta' || event.type === 'text.reset';
}

/** Writes events under numbers that `fence` gave out. */
export async function insertEvents(
  trx: Transaction,
  run: RunKey,
  firstSeq: number,
  events: readonly RunEvent[],
  at: number,
): Promise<NumberedEvent[]> {
  const numbered = events.map((event, index) => ({ ...event, seq: firstSeq + index }));
  if (numbered.length === 0) return numbered;
  const rows = numbered.map((event) => ({
    workspace_id: run.workspaceId,
    run_id: run.runId,
    seq: event.seq,
    type: event.type,
    data: toJson(event.data),
    created_at: at,
  }));
  const [row, ...others] = rows;
  if (row !== undefined && others.length === 0) await insertOne(trx, row);
  else await trx.insertInto('run_events').values(rows).execute();
  return numbered;
}

/** A tick of a stream is one event of each run. */
const insertOne = prepared((trx, { workspace_id, run_id, seq, type, data, created_at }: Insertable<RunEventsTable>) =>
  trx.insertInto('run_events').values({ workspace_id, run_id, seq, type, data, created_at }),
);

/** Numbers and writes events in a transaction that already holds the run's row. */
export async function appendEvents(trx: Transaction, run: RunKey, events: readonly RunEvent[], at: number): Promise<NumberedEvent[]> {
  if (events.length === 0) return [];
  const row = await trx
    .updateTable('runs')
    .set((eb) => ({ event_seq: eb('event_seq', '+', events.length) }))
    .where('id', '=', run.runId)
    .returning('event_seq')
    .executeTakeFirstOrThrow();
  return insertEvents(trx, run, row.event_seq - events.length + 1, events, at);
}

/** Every watcher asks for this once a second. */
const selectAfter = prepared((reader, { workspaceId, runId, after, limit }: RunKey & { after: number; limit: number }) =>
  reader
    .selectFrom('run_events')
    .select(['seq', 'type', 'data'])
    .where('workspace_id', '=', workspaceId)
    .where('run_id', '=', runId)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit),
);

/** Committed events after a number, in order. */
export async function eventsAfter(reader: Reader, run: RunKey, after: number, limit: number): Promise<NumberedEvent[]> {
  const rows = await selectAfter(reader, { ...run, after, limit });
  return rows.map((row) => ({ seq: row.seq, type: row.type as RunEvent['type'], data: fromJson<Record<string, unknown>>(row.data) }));
}

/** Removes the text events of a run that is over and hands back one event a section that holds its whole text. */
export async function collapseText(trx: Transaction, runId: string): Promise<RunEvent[]> {
  const rows = await trx
    .selectFrom('run_events')
    .select(['type', 'data'])
    .where('run_id', '=', runId)
    .where('type', 'in', ['text.delta', 'text.reset'])
    .orderBy('seq')
    .execute();
  if (rows.length === 0) return [];
  const texts: SectionTexts = new Map();
  for (const row of rows) applyTextEvent(texts, { type: row.type, data: fromJson(row.data) } as TextEvent);
  await trx.deleteFrom('run_events').where('run_id', '=', runId).where('type', 'in', ['text.delta', 'text.reset']).execute();
  return [...texts].map(([section, { attempt, text }]) => ({
    type: 'text.delta',
    data: { section, attempt, offset: 0, text, whole: true },
  }));
}

/** The number of a run's `done`; null while the run goes on, also when it was taken up again after its end. */
export async function doneEvent(reader: Reader, run: RunKey): Promise<number | null> {
  const row = await reader
    .selectFrom('runs')
    .select(['event_seq', 'finished_at'])
    .where('workspace_id', '=', run.workspaceId)
    .where('id', '=', run.runId)
    .executeTakeFirst();
  return row === undefined || row.finished_at === null ? null : row.event_seq;
}

/** A run that is taken up again has neither ended nor does it wait: who watches from the start must not be told so. */
export async function removeStops(trx: Transaction, runId: string): Promise<void> {
  await trx
    .deleteFrom('run_events')
    .where('run_id', '=', runId)
    .where((eb) => eb.or([eb('type', '=', 'done'), eb.and([eb('type', '=', 'run.status'), eb('data', 'like', '%"waiting"%')])]))
    .execute();
}

/**
 * Retention, for all workspaces: removes the events of runs that ended before a time, all but `done`, by which a watcher learns that it is over.
 * @param limit of runs. @returns how many events went
 */
export async function removeEventsBefore(trx: Transaction, time: number, limit: number): Promise<number> {
  const runs = await trx
    .selectFrom('runs')
    .select('id')
    .where('finished_at', '<', time)
    .where((eb) =>
      eb.exists(eb.selectFrom('run_events').select('seq').whereRef('run_events.run_id', '=', 'runs.id').where('type', '<>', 'done')),
    )
    .limit(limit)
    .execute();
  if (runs.length === 0) return 0;
  const ids = runs.map(({ id }) => id);
  const result = await trx.deleteFrom('run_events').where('run_id', 'in', ids).where('type', '<>', 'done').executeTakeFirst();
  return Number(result.numDeletedRows);
}
