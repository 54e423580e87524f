import { type Dialect, type Driver, type Kysely, sql } from 'kysely';
import type { Tables } from '../tables.ts';

/** Kinds of columns; each engine says what they are there. `key` compares byte by byte, `bigint` holds times and money. */
export type ColumnKind = 'key' | 'text' | 'integer' | 'bigint' | 'real' | 'identity';

/** What an engine brings to a migration, so that migrations are written once. */
export interface SchemaDialect {
  readonly types: Record<ColumnKind, string>;
  /** Written behind each `create table`. */
  readonly tableOptions: string;
  /** Makes `search_entries.tokens` searchable by `matchTokens`. */
  createSearchIndex(db: Kysely<unknown>): Promise<void>;
  tableExists(db: Kysely<Tables>, name: string): Promise<boolean>;
  /** Kysely's dialect of the engine over any driver. */
  dialect(driver: Driver): Dialect;
}

/** A question mark says that the column may be null. */
export type Columns = Record<string, ColumnKind | `${ColumnKind}?`>;

export interface TableRules {
  primary?: readonly string[];
  unique?: readonly (readonly string[])[];
  foreign?: readonly ForeignKey[];
  /** Columns that hold one of some words, or null. */
  oneOf?: Record<string, readonly string[]>;
  /** Columns that hold 0 or 1. */
  flags?: readonly string[];
}

export interface ForeignKey {
  columns: readonly string[];
  table: string;
  /** Columns referred to; must be unique together. */
  references: readonly string[];
  /** `cascade` for parts that are nothing without the row referred to. */
  onDelete?: 'cascade' | 'restrict';
}

/** What a migration is given. */
export class Schema {
  readonly db: Kysely<unknown>;
  readonly #dialect: SchemaDialect;

  constructor(db: Kysely<unknown>, dialect: SchemaDialect) {
    this.db = db;
    this.#dialect = dialect;
  }

  async table(name: string, columns: Columns, rules: TableRules = {}): Promise<void> {
    const lines = [...Object.entries(columns).map(([column, kind]) => this.#column(column, kind)), ...constraints(rules)];
    await sql.raw(`create table ${name} (\n  ${lines.join(',\n  ')}\n) ${this.#dialect.tableOptions}`.trimEnd()).execute(this.db);
  }

  /** @param where a condition in SQL both engines know, for an index of only some rows */
  async index(name: string, table: string, columns: readonly string[], where?: string): Promise<void> {
    const condition = where === undefined ? '' : ` where ${where}`;
    await sql.raw(`create index ${name} on ${table} (${columns.join(', ')})${condition}`).execute(this.db);
  }

  createSearchIndex(): Promise<void> {
    return this.#dialect.createSearchIndex(this.db);
  }

  #column(name: string, kind: Columns[string]): string {
    const mayBeNull = kind.endsWith('?');
    const type = this.#dialect.types[(mayBeNull ? kind.slice(0, -1) : kind) as ColumnKind];
    return `${name} ${type}${mayBeNull ? '' : ' not null'}`;
  }
}

function constraints({ primary, unique = [], foreign = [], oneOf = {}, flags = [] }: TableRules): string[] {
  return [
    ...(primary === undefined ? [] : [`primary key (${primary.join(', ')})`]),
    ...unique.map((columns) => `unique (${columns.join(', ')})`),
    ...foreign.map(foreignKey),
    ...Object.entries(oneOf).map(([column, words]) => `check (${column} in (${words.map((word) => `'${word}'`).join(', ')}))`),
    ...flags.map((column) => `check (${column} in (0, 1))`),
  ];
}

function foreignKey({ columns, table, references, onDelete = 'restrict' }: ForeignKey): string {
  return `foreign key (${columns.join(', ')}) references ${table} (${references.join(', ')}) on delete ${onDelete}`;
}
