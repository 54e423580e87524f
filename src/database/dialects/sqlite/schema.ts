import { sql } from 'kysely';
import type { SchemaDialect } from '../../migrations/schema.ts';
import { sqliteDialect } from './dialect.ts';
import { createSearchIndex } from './search.ts';

export const sqliteSchema: SchemaDialect = {
  types: {
    key: 'text',
    text: 'text',
    integer: 'integer',
    bigint: 'integer',
    real: 'real',
    identity: 'integer primary key autoincrement',
  },
  tableOptions: 'strict',
  createSearchIndex,
  dialect: sqliteDialect,
  async tableExists(db, name) {
    const { rows } = await sql`select 1 from sqlite_schema where type = 'table' and name = ${name}`.execute(db);
    return rows.length > 0;
  },
};
