import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  type SelectModifierNode,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { StatementResult } from './statement-cache.ts';

/** Kysely's SQLite dialect over a driver of ours. */
export function sqliteDialect(driver: Driver): Dialect {
  return {
    createAdapter: () => new Adapter(),
    createDriver: () => driver,
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new Compiler(),
  };
}

/** Turns are given by our drivers, so Kysely need not hold a lock around each connection. */
class Adapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

class Compiler extends SqliteQueryCompiler {
  /** `for update skip locked` and the like: nobody else writes during a transaction, so they say nothing here. */
  protected override visitSelectModifier(node: SelectModifierNode): void {
    if (node.modifier === 'Distinct') super.visitSelectModifier(node);
  }
}

/** A connection that runs statements through a function. */
export class SqliteConnection implements DatabaseConnection {
  readonly #run: (sql: string, parameters: readonly unknown[]) => StatementResult | Promise<StatementResult>;

  constructor(run: (sql: string, parameters: readonly unknown[]) => StatementResult | Promise<StatementResult>) {
    this.#run = run;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { rows, changes } = await this.#run(query.sql, query.parameters);
    return { rows: rows as R[], numAffectedRows: BigInt(changes) };
  }

  // biome-ignore lint/correctness/useYield: it only refuses
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('Streaming of a query is not supported.');
  }
}
