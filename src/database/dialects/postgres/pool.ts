import type { Pool } from 'pg';
import { AppError } from '../../../shared/errors.ts';

const int8 = 20;
const numeric = 1700;

/** Milliseconds. */
const timeouts = { connect: 5_000, statement: 30_000, idleInTransaction: 10_000 };

/** A pool of connections; `pg` is loaded only here, so that an installation on SQLite never pays for it. */
export async function openPool(url: string, size: number): Promise<Pool> {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    application_name: 'aiwriter',
    connectionTimeoutMillis: timeouts.connect,
    statement_timeout: timeouts.statement,
    // Behind the two seconds after which the program itself rolls back: for a process that hangs.
    idle_in_transaction_session_timeout: timeouts.idleInTransaction,
    types: {
      getTypeParser: (type: number, format?: 'text' | 'binary') =>
        type === int8 || type === numeric ? toNumber : pg.types.getTypeParser(type, format),
    },
  });
  // A connection that breaks is dropped by the pool, and whoever uses it gets the error from its statement.
  // Without these listeners the event would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** Times, money, counts and sums all fit; a number that does not is an error and not a wrong figure. */
function toNumber(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && !Number.isSafeInteger(value))
    throw new AppError('internal', `The database holds ${text}, which is too large.`);
  return value;
}
