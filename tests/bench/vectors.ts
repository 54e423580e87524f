import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { getLoadablePath } from 'sqlite-vec';
import { createLocalEmbedder } from '../../src/adapters/embedder/local.ts';
import { createKillableTask } from '../../src/adapters/killable-task/killable-task.ts';
import { createSqliteVecIndex } from '../../src/adapters/vector-index/sqlite-vec.ts';
import type { Logger } from '../../src/ports/logger.ts';

/**
 * Vector search over 100,000 passages: noise around the embeddings of real sentences, our index against a plain sqlite-vec float scan of the
 * same vectors in the same run. Prints one JSON line. @param argv[2] number of vectors @param argv[3] length of the noise (1 = as long as the vector)
 */
const count = Number(process.argv[2] ?? 100_000);
const noise = Number(process.argv[3] ?? 0.7);
const k = 10;
const queries = 100;
const logger = { warn: console.error } as unknown as Logger;

const random = seededRandom(1);
const sentences = await embedSentences();
const vectors = Array.from({ length: count }, (_, index) => near(sentences[index % sentences.length] as Float32Array));
const questions = Array.from({ length: queries }, (_, index) => near(sentences[(index * 7) % sentences.length] as Float32Array));

const folder = mkdtempSync(join(tmpdir(), 'bench-vectors-'));
try {
  const plain = plainScan();
  const truth = await measure(async (question) => plain(question));
  const index = createSqliteVecIndex({ path: join(folder, 'vectors.db'), logger });
  const filled = performance.now();
  for (let start = 0; start < count; start += 1000) {
    const items = vectors
      .slice(start, start + 1000)
      .map((vector, offset) => ({ id: String(start + offset), sourceId: `s${start}`, vector }));
    await index.upsert('w', items);
  }
  const fillSeconds = (performance.now() - filled) / 1000;
  const loaded = performance.now();
  await index.query('w', questions[0] as Float32Array, k);
  const loadMs = performance.now() - loaded;
  const ours = await measure(async (question) => (await index.query('w', question, k)).map(({ id }) => id));
  await index.close();
  const found = ours.answers.map((ids, at) => ids.filter((id) => truth.answers[at]?.includes(id)).length);
  const recall = found.reduce((sum, hits) => sum + hits, 0) / (queries * k);
  console.log(
    JSON.stringify({ count, noise, recall, ...round({ fillSeconds, loadMs, ...named('ours', ours), ...named('plain', truth) }) }),
  );
} finally {
  rmSync(folder, { recursive: true });
}

async function embedSentences(): Promise<Float32Array[]> {
  const found = new Set<string>();
  for (const file of globSync('node_modules/{*,@*/*}/README.md')) {
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

function near(vector: Float32Array): Float32Array {
  const moved = vector.map((component) => component + (gauss() * noise) / Math.sqrt(vector.length));
  const length = Math.hypot(...moved);
  return moved.map((component) => component / length);
}

function gauss(): number {
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
function plainScan(): (question: Float32Array) => string[] {
  const database = new DatabaseSync(join(folder, 'plain.db'), { allowExtension: true });
  database.loadExtension(getLoadablePath());
  database.exec(`CREATE VIRTUAL TABLE plain USING vec0(vector float[${vectors[0]?.length}] distance_metric=cosine); BEGIN`);
  const insert = database.prepare('INSERT INTO plain (rowid, vector) VALUES (?, ?)');
  for (const [row, vector] of vectors.entries()) insert.run(BigInt(row), new Uint8Array(vector.buffer));
  database.exec('COMMIT');
  const select = database.prepare('SELECT rowid FROM plain WHERE vector MATCH ? AND k = ?');
  return (question) => select.all(new Uint8Array(question.buffer), k).map(({ rowid }) => String(rowid));
}

async function measure(ask: (question: Float32Array) => Promise<string[]>): Promise<{ answers: string[][]; times: number[] }> {
  const answers: string[][] = [];
  const times: number[] = [];
  for (const question of questions) {
    const start = performance.now();
    answers.push(await ask(question));
    times.push(performance.now() - start);
  }
  return { answers, times: times.sort((left, right) => left - right) };
}

function named(name: string, { times }: { times: number[] }): Record<string, number> {
  const at = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN;
  return { [`${name}P50Ms`]: at(0.5), [`${name}P95Ms`]: at(0.95) };
}

function round(values: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Math.round(value * 100) / 100]));
}
