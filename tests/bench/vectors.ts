import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { getLoadablePath } from 'sqlite-vec';
import { createLocalEmbedder } from '../../src/adapters/embedder/local.ts';
import { createKillableTask } from '../../src/adapters/killable-task/killable-task.ts';
import { createSqliteVecIndex } from '../../src/adapters/vector-index/sqlite-vec.ts';
import type { Logger } from '../../src/ports/logger.ts';
import { type Bench, type Figure, percentile } from './figures.ts';

const count = 100_000;
/** Length of the noise; 1 is as long as a vector. */
const noise = 0.7;
const k = 10;
const queries = 100;
const logger = { warn: (...said: unknown[]) => process.stderr.write(`${said.join(' ')}\n`) } as unknown as Logger;

type Ask = (question: Float32Array) => Promise<string[]>;

interface Measured {
  answers: string[][];
  times: number[];
}

/** Decision record 2 in figures. */
export const vectorSearch: Bench = {
  about:
    `The ${k} nearest of ${count.toLocaleString('en')} vectors of 512 floats, noise around the embeddings of real sentences; against the exact scan ` +
    'of a `vec0` table over the same vectors, which is also what recall is counted by.',
  async run() {
    const random = seededRandom(1);
    const sentences = await embedSentences();
    const vectors = Array.from({ length: count }, (_, index) => near(sentences[index % sentences.length] as Float32Array, random));
    const questions = Array.from({ length: queries }, (_, index) =>
      near(sentences[(index * 7) % sentences.length] as Float32Array, random),
    );
    const folder = mkdtempSync(join(tmpdir(), 'bench-vectors-'));
    try {
      const plain = await measure(questions, plainScan(folder, vectors));
      return figuresOf(await measureOurs(folder, vectors, questions), plain);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

function figuresOf(ours: Measured, plain: Measured): Figure[] {
  const name = 'plain sqlite-vec scan';
  const time = (share: number) => ({ ours: percentile(ours.times, share), baseline: { name, value: percentile(plain.times, share) } });
  const found = ours.answers.map((ids, at) => ids.filter((id) => plain.answers[at]?.includes(id)).length);
  const recall = found.reduce((sum, hits) => sum + hits, 0) / (queries * k);
  return [
    { what: 'vector search p50, 100,000 × 512', unit: 'ms', ...time(0.5) },
    { what: 'vector search p95, 100,000 × 512', unit: 'ms', ...time(0.95), goal: { of: 'ours', atMost: 10 } },
    { what: 'recall@10 of it', unit: '', ours: recall, baseline: { name, value: 1 }, goal: { of: 'ours', atLeast: 0.98 } },
  ];
}

async function measureOurs(folder: string, vectors: readonly Float32Array[], questions: readonly Float32Array[]): Promise<Measured> {
  const index = createSqliteVecIndex({ path: join(folder, 'vectors.db'), logger });
  try {
    for (let start = 0; start < count; start += 1000) {
      const items = vectors
        .slice(start, start + 1000)
        .map((vector, offset) => ({ id: String(start + offset), sourceId: `s${start}`, vector }));
      await index.upsert('w', items);
    }
    // The first query of a workspace reads its signs.
    await index.query('w', questions[0] as Float32Array, k);
    return await measure(questions, async (question) => (await index.query('w', question, k)).map(({ id }) => id));
  } finally {
    await index.close();
  }
}

async function embedSentences(): Promise<Float32Array[]> {
  const found = new Set<string>();
  for (const file of globSync('node_modules/{*,@*/*}/README.md').sort()) {
    for (const piece of readFileSync(file, 'utf8').split(/(?<=[.!?])\s+|\n\n/))
      if (/^[A-Z][\w ,'-]{40,160}\.$/.test(piece)) found.add(piece);
  }
  const embedder = createLocalEmbedder({ createTask: createKillableTask });
  try {
    return await embedder.embed([...found].slice(0, 600));
  } finally {
    await embedder.close();
  }
}

function near(vector: Float32Array, random: () => number): Float32Array {
  const moved = vector.map((component) => component + (gauss(random) * noise) / Math.sqrt(vector.length));
  const length = Math.hypot(...moved);
  return moved.map((component) => component / length);
}

function gauss(random: () => number): number {
  return Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
}

function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
}

/** The `vec0` table as its manual shows it. */
function plainScan(folder: string, vectors: readonly Float32Array[]): Ask {
  const database = new DatabaseSync(join(folder, 'plain.db'), { allowExtension: true });
  database.loadExtension(getLoadablePath());
  database.exec(`CREATE VIRTUAL TABLE plain USING vec0(vector float[${vectors[0]?.length}] distance_metric=cosine); BEGIN`);
  const insert = database.prepare('INSERT INTO plain (rowid, vector) VALUES (?, ?)');
  for (const [row, vector] of vectors.entries()) insert.run(BigInt(row), new Uint8Array(vector.buffer));
  database.exec('COMMIT');
  const select = database.prepare('SELECT rowid FROM plain WHERE vector MATCH ? AND k = ?');
  return async (question) => select.all(new Uint8Array(question.buffer), k).map(({ rowid }) => String(rowid));
}

async function measure(questions: readonly Float32Array[], ask: Ask): Promise<Measured> {
  const measured: Measured = { answers: [], times: [] };
  for (const question of questions) {
    const start = performance.now();
    measured.answers.push(await ask(question));
    measured.times.push(performance.now() - start);
  }
  return measured;
}
