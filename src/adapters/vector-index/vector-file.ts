import { rmSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { getLoadablePath } from 'sqlite-vec';
import type { VectorItem, VectorMatch } from '../../ports/vector-index.ts';
import { signBits } from './bit-table.ts';

/** Grows with every change of the layout; a file of another layout is made anew. */
const layout = 1;

const schema = `
  CREATE TABLE about (model TEXT NOT NULL, seeded INTEGER NOT NULL DEFAULT 0);
  CREATE TABLE passages (
    row INTEGER PRIMARY KEY, workspace TEXT NOT NULL, source TEXT NOT NULL, passage TEXT NOT NULL, bits BLOB NOT NULL,
    UNIQUE (workspace, passage)
  );
  CREATE INDEX passages_by_source ON passages (workspace, source);
  CREATE TABLE vectors (row INTEGER PRIMARY KEY, vector BLOB NOT NULL);
`;

/** The file was made by another version. */
export class OutdatedLayout extends Error {}

export interface StoredRow {
  row: number;
  source: string;
  bits: Uint32Array;
}

/** `vectors.db`: signs apart from floats, because the signs are read whole and the floats one in a hundred. */
export class VectorFile {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  /** Throws what SQLite throws: a damaged file is for the caller to replace. */
  constructor(path: string) {
    this.#database = new DatabaseSync(path, { allowExtension: true, timeout: 5000 });
    try {
      this.#open();
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  static delete(path: string): void {
    for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
  }

  /** Whether all vectors of the model were ordered; what is of another model is dropped, which `isEmptied` tells. */
  prepare(model: string): { isSeeded: boolean; isEmptied: boolean } {
    const about = this.#prepared('SELECT model, seeded FROM about').get();
    if (about?.model === model) return { isSeeded: about.seeded === 1, isEmptied: false };
    this.#transaction(() => {
      for (const table of ['about', 'passages', 'vectors']) this.#database.exec(`DELETE FROM ${table}`);
      this.#prepared('INSERT INTO about (model) VALUES (?)').run(model);
    });
    return { isSeeded: false, isEmptied: true };
  }

  markSeeded(): void {
    this.#prepared('UPDATE about SET seeded = 1').run();
  }

  /** @returns the rows written, and the numbers of those they replace */
  upsert(workspace: string, items: readonly VectorItem[]): { added: StoredRow[]; replaced: number[] } {
    return this.#transaction(() => {
      const find = this.#prepared('SELECT row FROM passages WHERE workspace = ? AND passage = ?');
      const replaced = items.flatMap(({ id }) => find.all(workspace, id).map(({ row }) => Number(row)));
      this.#delete(replaced);
      return { added: items.map((item) => this.#insert(workspace, item)), replaced };
    });
  }

  /** @returns the numbers of the rows removed */
  removeSource(workspace: string, source: string): number[] {
    return this.#transaction(() => {
      const rows = this.#prepared('SELECT row FROM passages WHERE workspace = ? AND source = ?').all(workspace, source);
      return this.#delete(rows.map(({ row }) => Number(row)));
    });
  }

  clear(workspace: string): void {
    this.#transaction(() => {
      this.#prepared('DELETE FROM vectors WHERE row IN (SELECT row FROM passages WHERE workspace = ?)').run(workspace);
      this.#prepared('DELETE FROM passages WHERE workspace = ?').run(workspace);
    });
  }

  *rows(workspace: string): Generator<StoredRow> {
    for (const { row, source, bits } of this.#prepared('SELECT row, source, bits FROM passages WHERE workspace = ?').iterate(workspace)) {
      yield { row: Number(row), source: String(source), bits: new Uint32Array((bits as Uint8Array).slice().buffer) };
    }
  }

  /** The best of some rows by the cosine of their floats. */
  best(rows: readonly number[], vector: Float32Array, count: number): VectorMatch[] {
    const found = this.#prepared(
      `SELECT passage, source, distance FROM (
         SELECT row, vec_distance_cosine(vector, ?) AS distance FROM vectors WHERE row IN (SELECT value FROM json_each(?))
       ) JOIN passages USING (row) ORDER BY distance, passage LIMIT ?`,
    ).all(bytesOf(vector), JSON.stringify(rows), count);
    return found.map(({ passage, source, distance }) => ({
      id: String(passage),
      sourceId: String(source),
      similarity: 1 - Number(distance),
    }));
  }

  count(workspace: string): number {
    return Number(this.#prepared('SELECT count(*) AS count FROM passages WHERE workspace = ?').get(workspace)?.count);
  }

  close(): void {
    this.#database.close();
  }

  #open(): void {
    this.#database.exec('PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    const version = this.#database.prepare('PRAGMA user_version').get()?.user_version;
    if (version === 0) this.#transaction(() => this.#database.exec(`${schema} PRAGMA user_version = ${layout}`));
    else if (version !== layout) throw new OutdatedLayout(`its layout is ${version}, not ${layout}`);
    this.#database.loadExtension(getLoadablePath());
  }

  #insert(workspace: string, { id, sourceId, vector }: VectorItem): StoredRow {
    const bits = signBits(vector);
    const insert = this.#prepared('INSERT INTO passages (workspace, source, passage, bits) VALUES (?, ?, ?, ?)');
    const row = Number(insert.run(workspace, sourceId, id, bytesOf(bits)).lastInsertRowid);
    this.#prepared('INSERT INTO vectors VALUES (?, ?)').run(row, bytesOf(vector));
    return { row, source: sourceId, bits };
  }

  #delete(rows: number[]): number[] {
    for (const table of ['passages', 'vectors']) {
      this.#prepared(`DELETE FROM ${table} WHERE row IN (SELECT value FROM json_each(?))`).run(JSON.stringify(rows));
    }
    return rows;
  }

  #prepared(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  #transaction<T>(work: () => T): T {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.#database.exec('COMMIT');
      return result;
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array | Uint32Array): Uint8Array {
  return new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
}
