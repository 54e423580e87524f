import { type Driver, Kysely, PostgresDriver } from 'kysely';
import type { Pool } from 'pg';
import { assembleDatabase } from '../../assemble.ts';
import type { Database } from '../../database.ts';
import { type Explain, guardReads, guardWrites } from '../../guarded-driver.ts';
import { type MigrationOptions, migrateSchema } from '../../migrations/runner.ts';
import type { Tables } from '../../tables.ts';
import { explainPostgresError } from './errors.ts';
import { postgresMigrationHost } from './migration-host.ts';
import { openPool } from './pool.ts';
import { postgresSchema } from './schema.ts';
import { matchTokens } from './search.ts';

export interface PostgresOptions {
  /** `postgres://user:password@host:port/database`. */
  url: string;
  /** Connections at most, for reads and transactions together; 10 by default. */
  poolSize?: number;
  migrations?: MigrationOptions;
  /** Milliseconds without a statement after which a transaction is rolled back; 2,000 by default. */
  idleTransactionMs?: number;
}

/** Connects and migrates. Throws AppError `unavailable` (not reachable, access refused) or `version_refused`. */
export async function openPostgresDatabase({ url, poolSize = 10, migrations, idleTransactionMs }: PostgresOptions): Promise<Database> {
  const explain: Explain = (error) => explainPostgresError(error, serverName(url));
  const pool = await openPool(url, poolSize);
  const over = (driver: Driver) => new Kysely<Tables>({ dialect: postgresSchema.dialect(driver) });
  try {
    await migrateSchema(postgresMigrationHost(over(new SharedPoolDriver(pool))), migrations);
  } catch (error) {
    await pool.end();
    throw explain(error);
  }
  return assembleDatabase({
    traits: { engine: 'postgres', leaseClock: 'database', rowLocks: true, matchTokens },
    read: over(guardReads(new SharedPoolDriver(pool), explain)),
    write: over(guardWrites(new SharedPoolDriver(pool), explain)),
    idleTransactionMs,
    close: () => pool.end(),
  });
}

/** The pool outlives the drivers over it. */
class SharedPoolDriver extends PostgresDriver {
  constructor(pool: Pool) {
    super({ pool });
  }

  override async destroy(): Promise<void> {}
}

/** Host and database, without the password. */
function serverName(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}
