import type { DatabaseSync } from 'node:sqlite';
import type { DatabaseConnection, Driver } from 'kysely';
import { SqliteConnection } from './dialect.ts';
import { StatementCache } from './statement-cache.ts';
import type { SqliteWriter, WriterTransaction } from './writer.ts';

/** Transactions on the writer thread. Outside of a transaction its connections refuse statements. */
export class WriterDriver implements Driver {
  readonly #writer: SqliteWriter;

  constructor(writer: SqliteWriter) {
    this.#writer = writer;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<WriterConnection> {
    return new WriterConnection();
  }

  async beginTransaction(connection: WriterConnection): Promise<void> {
    connection.transaction = await this.#writer.begin();
  }

  async commitTransaction(connection: WriterConnection): Promise<void> {
    await connection.transaction?.commit();
  }

  async rollbackTransaction(connection: WriterConnection): Promise<void> {
    await connection.transaction?.rollback();
  }

  async releaseConnection(): Promise<void> {}

  destroy(): Promise<void> {
    return this.#writer.close();
  }
}

class WriterConnection extends SqliteConnection {
  transaction: WriterTransaction | null = null;

  constructor() {
    super((sql, parameters) => {
      if (this.transaction === null) throw new Error('The writer connection is used in transactions only.');
      return this.transaction.statement(sql, parameters);
    });
  }
}

/** One connection on this thread: for reads, and for migrations before anything else is served. */
export class DirectDriver implements Driver {
  readonly #database: DatabaseSync;
  readonly #connection: SqliteConnection;

  constructor(database: DatabaseSync) {
    this.#database = database;
    const statements = new StatementCache(database);
    this.#connection = new SqliteConnection((sql, parameters) => statements.run(sql, parameters));
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }

  async beginTransaction(): Promise<void> {
    this.#database.exec('begin immediate');
  }

  async commitTransaction(): Promise<void> {
    this.#database.exec('commit');
  }

  async rollbackTransaction(): Promise<void> {
    if (this.#database.isTransaction) this.#database.exec('rollback');
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {
    this.#database.close();
  }
}
