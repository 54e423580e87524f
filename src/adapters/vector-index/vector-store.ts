import type { VectorItem, VectorMatch } from '../../ports/vector-index.ts';
import { BitTable, signBits } from './bit-table.ts';
import { type StoredRow, VectorFile } from './vector-file.ts';

/** Nearest by sign that are compared by their floats: 200 of 100,000 find 99 of the 100 truly nearest (tests/bench/vectors.ts). */
const leastCandidates = 200;
const candidatesPerResult = 4;

interface Loaded {
  bits: BitTable;
  /** Small numbers for source IDs. */
  sources: Map<string, number>;
}

/** The file and, of workspaces asked about, its signs in memory. Lives in the worker; every call blocks its thread. */
export class VectorStore {
  readonly #file: VectorFile;
  readonly #loaded = new Map<string, Loaded>();

  constructor(path: string) {
    this.#file = new VectorFile(path);
  }

  prepare(model: string): { isSeeded: boolean } {
    const { isSeeded, isEmptied } = this.#file.prepare(model);
    if (isEmptied) this.#loaded.clear();
    return { isSeeded };
  }

  markSeeded(): void {
    this.#file.markSeeded();
  }

  upsert(workspace: string, items: readonly VectorItem[]): void {
    const lastOfEach = [...new Map(items.map((item) => [item.id, item])).values()];
    const { added, replaced } = this.#file.upsert(workspace, lastOfEach);
    const loaded = this.#loaded.get(workspace);
    loaded?.bits.remove(new Set(replaced));
    for (const row of added) if (loaded !== undefined) addRow(loaded, row);
  }

  removeSource(workspace: string, source: string): void {
    const rows = this.#file.removeSource(workspace, source);
    this.#loaded.get(workspace)?.bits.remove(new Set(rows));
  }

  query(workspace: string, vector: Float32Array, k: number, sourceIds?: readonly string[]): VectorMatch[] {
    const { bits, sources } = this.#load(workspace, vector);
    const wanted = sourceIds && new Set(sourceIds.map((id) => sources.get(id)).filter((number) => number !== undefined));
    const candidates = bits.nearest(signBits(vector), Math.max(leastCandidates, k * candidatesPerResult), wanted);
    return this.#file.best(candidates, vector, k);
  }

  count(workspace: string): number {
    return this.#file.count(workspace);
  }

  clear(workspace: string): void {
    this.#file.clear(workspace);
    this.#loaded.delete(workspace);
  }

  close(): void {
    this.#file.close();
  }

  #load(workspace: string, vector: Float32Array): Loaded {
    const known = this.#loaded.get(workspace);
    if (known !== undefined) return known;
    const loaded: Loaded = { bits: new BitTable(Math.ceil(vector.length / 32)), sources: new Map() };
    for (const row of this.#file.rows(workspace)) addRow(loaded, row);
    this.#loaded.set(workspace, loaded);
    return loaded;
  }
}

function addRow({ bits, sources }: Loaded, row: StoredRow): void {
  const number = sources.get(row.source) ?? sources.size;
  sources.set(row.source, number);
  bits.add(row.row, number, row.bits);
}
