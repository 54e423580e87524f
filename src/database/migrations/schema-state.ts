import type { Kysely, Selectable } from 'kysely';
import { AppError } from '../../shared/errors.ts';
import type { DatabaseReader } from '../database.ts';
import { postgresSchema } from '../dialects/postgres/schema.ts';
import { sqliteSchema } from '../dialects/sqlite/schema.ts';
import type { MigrationsTable, Tables } from '../tables.ts';
import { type Migration, migrations } from './migration.ts';
import type { SchemaDialect } from './schema.ts';

/** What a database says about its schema; version 0 is an empty database. */
export interface SchemaState {
  version: number;
  /** The oldest program that may use it. */
  oldestProgram: number;
  applied: Selectable<MigrationsTable>[];
}

export async function readSchemaState(db: Kysely<Tables>, dialect: SchemaDialect): Promise<SchemaState> {
  if (!(await dialect.tableExists(db, 'schema_version'))) return { version: 0, oldestProgram: 0, applied: [] };
  const row = await db.selectFrom('schema_version').selectAll().executeTakeFirst();
  const applied = await db.selectFrom('migrations').selectAll().orderBy('name').execute();
  return { version: row?.version ?? 0, oldestProgram: row?.oldest_program ?? 0, applied };
}

/** The schema version this program was made for. */
export function programVersion(known: readonly Migration[] = migrations): number {
  return known.at(-1)?.version ?? 0;
}

/** Throws AppError `version_refused` when this program is older than the database allows. */
export function assertUsable(state: SchemaState, program: number): void {
  if (program >= state.oldestProgram) return;
  throw new AppError(
    'version_refused',
    `The database has schema version ${state.version} and needs a program made for version ${state.oldestProgram} or newer; this program was made for version ${program}.`,
    { hint: 'Start the newer version of the program again, or restore a backup made by this one.' },
  );
}

export interface SchemaStatus {
  version: number;
  oldestProgram: number;
  programVersion: number;
  applied: { name: string; appliedAt: number }[];
  /** Names of migrations that have not run yet. */
  pending: string[];
}

const dialects = { sqlite: sqliteSchema, postgres: postgresSchema };

/** What `db status` shows. */
export async function schemaStatus(database: DatabaseReader): Promise<SchemaStatus> {
  const { version, oldestProgram, applied } = await readSchemaState(database.read, dialects[database.traits.engine]);
  return {
    version,
    oldestProgram,
    programVersion: programVersion(),
    applied: applied.map((row) => ({ name: row.name, appliedAt: row.applied_at })),
    pending: migrations.filter((migration) => migration.version > version).map((migration) => migration.name),
  };
}
