import type { Bench } from './figures.ts';

/** Every bench of `npm run bench`, in the order in which they run; each is imported by the process it runs in only. */
export const suite: Record<string, () => Promise<Bench>> = {
  start: async () => (await import('./start.ts')).start,
  documents: async () => (await import('./documents.ts')).documents,
  streams: async () => (await import('./streams.ts')).streams,
  runs: async () => (await import('./runs.ts')).runsPerSecond,
  memory: async () => (await import('./memory.ts')).memory,
  tokens: async () => (await import('./tokens.ts')).promptTokens,
  vectors: async () => (await import('./vectors.ts')).vectorSearch,
  'sqlite-writer': async () => (await import('./sqlite-writer.ts')).sqliteWriter,
};
