import { createHash } from 'node:crypto';
import { type CompiledQuery, DummyDriver, Kysely } from 'kysely';
import type { Migration } from './migration.ts';
import { Schema, type SchemaDialect } from './schema.ts';

/** SHA-256 of the statements a migration runs on an engine: comments and formatting may change, what it does may not. */
export async function checksum(migration: Migration, dialect: SchemaDialect): Promise<string> {
  const hash = createHash('sha256');
  const db = new Kysely<unknown>({
    dialect: dialect.dialect(new DummyDriver()),
    log({ query }) {
      hash.update(statementText(query));
    },
  });
  await migration.up(new Schema(db, dialect));
  return hash.digest('hex');
}

function statementText({ sql, parameters }: CompiledQuery): string {
  return `${sql.replaceAll(/\s+/g, ' ')}\n${JSON.stringify(parameters)}\n`;
}
