import type { Embedder } from '../../ports/embedder.ts';
import type { KillableTask, KillableTaskDefinition } from '../../ports/killable-task.ts';

/** The package and version of the weights, a line of their own lineage: other weights give other vectors. */
const model = 'universal-sentence-encoder-lite-en/0.2.0';
const dimensions = 512;

/** A call's work, about a second: long enough to pay for the message, short enough for the time limit on a slow machine. */
const textsPerCall = 16;
/** Characters of a text that count. The tokenizer's time grows with the length; a passage has 600. */
const longestText = 1000;

export interface LocalEmbedderOptions {
  /** Makes the process the model runs in. */
  createTask(definition: KillableTaskDefinition): KillableTask<string[], Float32Array>;
  /** Milliseconds without work until the process ends. */
  idleMs?: number;
}

/** Embeddings made on this machine, in a child process that ends when idle so that its memory (about 220 MB) returns. English; other languages poorly. */
export function createLocalEmbedder({ createTask, idleMs = 30_000 }: LocalEmbedderOptions): Embedder {
  const task = createTask({
    name: 'embed',
    module: new URL('./local.task.ts', import.meta.url),
    limits: { timeoutMs: 60_000, memoryBytes: 1024 ** 3, outputBytes: textsPerCall * dimensions * 4 + 1024 },
    callsPerProcess: 1000,
    idleMs,
  });

  return {
    model,
    dimensions,
    async embed(texts) {
      const vectors: Float32Array[] = [];
      for (let start = 0; start < texts.length; start += textsPerCall) {
        const batch = texts.slice(start, start + textsPerCall).map(embeddable);
        const joined = await task.run(batch);
        for (let index = 0; index < batch.length; index += 1) vectors.push(joined.slice(index * dimensions, (index + 1) * dimensions));
      }
      return vectors;
    },
    close: () => task.close(),
  };
}

/** The model fails on a text without a single token. */
function embeddable(text: string): string {
  const short = text.slice(0, longestText);
  return short.trim() === '' ? '.' : short;
}
