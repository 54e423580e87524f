export interface VectorItem {
  /** Passage ID. */
  id: string;
  sourceId: string;
  vector: Float32Array;
}

export interface VectorMatch {
  id: string;
  sourceId: string;
  /** Cosine similarity, -1..1. */
  similarity: number;
}

/**
 * A rebuildable index of passage vectors, filtered by workspace; it may lag behind the database and never holds the only copy of anything.
 * Every method throws AppError `unavailable` when the engine cannot be reached or loaded.
 */
export interface VectorIndex {
  /**
   * Makes the index ready for vectors of a model, dropping those of any other. Until `markSeeded` it is not seeded: new, damaged or of another
   * model, and nobody has ordered all vectors anew.
   */
  prepare(model: string): Promise<{ isSeeded: boolean }>;
  /** All that belongs into the index is there or ordered. */
  markSeeded(): Promise<void>;
  /** Adds or replaces. Vectors have unit length and the index's dimensions. */
  upsert(workspaceId: string, items: readonly VectorItem[]): Promise<void>;
  /** Removes all vectors of a source. */
  removeSource(workspaceId: string, sourceId: string): Promise<void>;
  /** The k nearest, best first; `sourceIds` narrows. Approximate: a few of the k may be missing. */
  query(workspaceId: string, vector: Float32Array, k: number, sourceIds?: readonly string[]): Promise<VectorMatch[]>;
  count(workspaceId: string): Promise<number>;
  /** Drops everything of the workspace, before a rebuild. */
  clear(workspaceId: string): Promise<void>;
  close(): Promise<void>;
}
