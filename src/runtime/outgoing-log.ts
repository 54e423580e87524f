import type { Database } from '../database/database.ts';
import type { Logger } from '../ports/logger.ts';
import type { OutgoingRecord } from '../ports/outgoing-door.ts';
import { newId } from '../shared/ids.ts';
import { tell } from '../shared/observed.ts';

/** Lines wait at most this long for their commit. */
const flushMs = 250;

/** Keeps what left the machine: where, when, for whom. Lines of many requests share a commit. */
export class OutgoingLog {
  readonly #logger: Logger;
  #database: Database | null = null;
  #lines: OutgoingRecord[] = [];
  #timer: NodeJS.Timeout | null = null;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** From here on lines are stored; the door opens before the database is at hand. */
  storeIn(database: Database): void {
    this.#database = database;
  }

  readonly record = (record: OutgoingRecord): void => {
    this.#lines.push(record);
    const { context, status, error, durationMs } = record;
    tell('outgoing', { purpose: context.purpose, status, error, milliseconds: durationMs });
    this.#timer ??= setTimeout(() => void this.flush(), flushMs);
  };

  async flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const lines = this.#lines.splice(0);
    if (lines.length === 0 || this.#database === null) return;
    try {
      await this.#database.transaction((trx) => trx.insertInto('outgoing_log').values(lines.map(toRow)).execute());
    } catch (error) {
      this.#logger.error({ err: error, lines: lines.length }, 'the log of outgoing requests cannot be written');
    }
  }
}

function toRow(record: OutgoingRecord) {
  const { context } = record;
  return {
    id: newId('outgoing'),
    workspace_id: context.workspaceId,
    user_id: context.userId ?? null,
    run_id: context.runId ?? null,
    purpose: context.purpose,
    method: record.method,
    target: record.target,
    status: record.status,
    error: record.error,
    bytes_sent: record.bytesSent,
    bytes_received: record.bytesReceived,
    duration_ms: Math.round(record.durationMs),
    at: record.at,
  };
}
