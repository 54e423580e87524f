/** Turns text into vectors of unit length. */
export interface Embedder {
  /** Stable name of model and version: vectors of two names are never compared. */
  readonly model: string;
  readonly dimensions: number;
  /** One vector a text, in order. Long texts are cut by the adapter. Throws AppError `unavailable`. */
  embed(texts: readonly string[]): Promise<Float32Array[]>;
  close(): Promise<void>;
}
