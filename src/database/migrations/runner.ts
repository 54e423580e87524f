import type { Kysely } from 'kysely';
import { crossBoundary } from '../../shared/boundary.ts';
import { AppError } from '../../shared/errors.ts';
import type { Tables } from '../tables.ts';
import { checksum } from './checksum.ts';
import { type Migration, migrations } from './migration.ts';
import { Schema, type SchemaDialect } from './schema.ts';
import { assertUsable, programVersion, readSchemaState, type SchemaState } from './schema-state.ts';

/** How an engine lets itself be migrated. */
export interface MigrationHost {
  readonly db: Kysely<Tables>;
  readonly schema: SchemaDialect;
  /** Plays the work in one transaction, while everybody else who wants to migrate waits. */
  exclusively<T>(work: (trx: Kysely<Tables>) => Promise<T>): Promise<T>;
  /** Keeps a copy of a database that holds something, before it is changed. */
  keepCopy(state: SchemaState): Promise<void>;
}

export interface MigrationOptions {
  /** `migrate` runs what is missing, `expect` refuses a database that needs it, `any` opens it as it is. */
  mode?: 'migrate' | 'expect' | 'any';
  known?: readonly Migration[];
  /** UTC milliseconds. */
  now?: () => number;
}

/**
 * Brings the schema to this program's version: all missing migrations in one transaction, or none.
 * @returns the names of those that ran
 * Throws AppError `version_refused` for a database of a newer program, a changed migration, or one that needs a migration under `expect`.
 */
export async function migrateSchema(host: MigrationHost, options: MigrationOptions = {}): Promise<string[]> {
  const { mode = 'migrate', known = migrations, now = Date.now } = options;
  if (mode === 'any') return [];
  const before = await readSchemaState(host.db, host.schema);
  if ((await missing(host, before, known)).length === 0) return [];
  if (mode === 'expect') throw outdated(before, programVersion(known));
  if (before.version > 0) await host.keepCopy(before);
  const ran = await host.exclusively(async (trx) => {
    // Somebody else may have migrated while this process waited.
    const state = await readSchemaState(trx, host.schema);
    const names: string[] = [];
    for (const migration of await missing(host, state, known)) {
      await apply(trx, host.schema, migration, now());
      names.push(migration.name);
    }
    crossBoundary('commit', 'before');
    return names;
  });
  crossBoundary('commit', 'after');
  return ran;
}

async function missing(host: MigrationHost, state: SchemaState, known: readonly Migration[]): Promise<Migration[]> {
  assertUsable(state, programVersion(known));
  for (const row of state.applied) {
    const migration = known.find((candidate) => candidate.name === row.name);
    if (migration === undefined || (await checksum(migration, host.schema)) === row.checksum) continue;
    throw new AppError('version_refused', `The migration ${row.name} is not the one that ran on this database.`, {
      hint: 'Install the program again from its release: a migration never changes after it.',
    });
  }
  return known.filter((migration) => migration.version > state.version);
}

async function apply(trx: Kysely<Tables>, dialect: SchemaDialect, migration: Migration, at: number): Promise<void> {
  const schema = new Schema(trx as unknown as Kysely<unknown>, dialect);
  if (migration.version === 1) await createVersionTables(schema);
  await migration.up(schema);
  await trx
    .insertInto('migrations')
    .values({ name: migration.name, checksum: await checksum(migration, dialect), applied_at: at })
    .execute();
  await trx.deleteFrom('schema_version').execute();
  await trx.insertInto('schema_version').values({ version: migration.version, oldest_program: migration.oldestProgram }).execute();
}

async function createVersionTables(schema: Schema): Promise<void> {
  await schema.table('migrations', { name: 'key', checksum: 'key', applied_at: 'bigint' }, { primary: ['name'] });
  await schema.table('schema_version', { version: 'integer', oldest_program: 'integer' }, { primary: ['version'] });
}

function outdated(state: SchemaState, program: number): AppError {
  return new AppError('version_refused', `The database has schema version ${state.version}; this program needs version ${program}.`, {
    hint: 'Run `aiwriter db migrate` first.',
  });
}
