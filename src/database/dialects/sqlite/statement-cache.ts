import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';

export interface StatementResult {
  rows: Record<string, unknown>[];
  changes: number;
}

interface Prepared {
  statement: StatementSync;
  returnsRows: boolean;
}

/** Enough for every statement of the product; lists with many `in` values would otherwise fill memory. */
const capacity = 300;

/** Runs statements on one connection and keeps them prepared, the least recently used dropped first. */
export class StatementCache {
  readonly #database: DatabaseSync;
  readonly #prepared = new Map<string, Prepared>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  run(sql: string, parameters: readonly unknown[]): StatementResult {
    const { statement, returnsRows } = this.#prepare(sql);
    const values = parameters as SQLInputValue[];
    if (returnsRows) return { rows: statement.all(...values), changes: 0 };
    return { rows: [], changes: Number(statement.run(...values).changes) };
  }

  #prepare(sql: string): Prepared {
    let prepared = this.#prepared.get(sql);
    if (prepared === undefined) {
      const statement = this.#database.prepare(sql);
      prepared = { statement, returnsRows: statement.columns().length > 0 };
      const oldest = this.#prepared.keys().next();
      if (this.#prepared.size >= capacity && !oldest.done) this.#prepared.delete(oldest.value);
    } else {
      this.#prepared.delete(sql);
    }
    this.#prepared.set(sql, prepared);
    return prepared;
  }
}
