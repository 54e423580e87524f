import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Bench, Figure } from './figures.ts';
import type { Asker, Load, Loaded } from './parts/asker.ts';
import type { BareDocuments } from './parts/bare-documents.ts';
import { type Asked, type Part, startPart } from './parts/part.ts';
import type { Probe } from './parts/probe.ts';
import { type Product, startProduct } from './parts/product.ts';

const documentCount = 50;
const words = 800;
const atOnce = 16;
/** Requests of one round. */
const answersOf = { GET: 10_000, PUT: 200 };
/** Taken in turns, the best of each counts: the first ones also warm up what compiles as it runs. */
const rounds = 6;

interface Measured {
  perSecond: number;
  cpuMicros: number;
}

const sentence = 'Cold brew is steeped for many hours in water of twenty degrees, and keeps in the cold for a week or two. ';

/** A piece of the usual length, with headings, a list and emphasis; in one place of it a number, as an edit changes one sentence. */
function pieceOf(length: number): string {
  const paragraph = `${sentence.repeat(5)}It is **less sour** than [other ways](https://example.org/ways).`;
  const sections = Math.round(length / (paragraph.split(' ').length + 8));
  const parts = Array.from({ length: sections }, (_, index) => `## Part ${index + 1}\n\n${paragraph}\n\n- one\n- two`);
  return `${parts.join('\n\n')}\n\nTasted {n} times.`;
}

export const documents: Bench = {
  about:
    `${documentCount} documents of about ${words} words, read and saved over HTTP on loopback, ${atOnce} requests at a time, by a process ` +
    'apart; against Fastify with `node:sqlite`, the same statements on a copy of the same data, synchronous = FULL.',
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'bench-documents-'));
    try {
      await using product = await startProduct();
      const made = await makeDocuments(product);
      await using bare = startPart<BareDocuments>('bare-documents', [copyOf(product, folder), hashOf(product.key)]);
      await using asker = startPart<Asker>('asker');
      const ways = {
        ours: { origin: product.address.replace('localhost', '127.0.0.1'), server: product },
        bare: { origin: await bare.ask('address'), server: bare },
      };
      const load = { paths: made.map(({ id }) => `/api/v1/documents/${id}`), headers: { authorization: `Bearer ${product.key}` } };
      const saving = { 'content-type': 'application/json', 'if-match': '*' };
      // What is saved is what was read, with one edit: in normal form, as an editor that got it from here sends it.
      const bodies = made.map(({ body }) => JSON.stringify({ body }));
      return [
        ...(await compare('read', ways, asker, { ...load, method: 'GET' })),
        ...(await compare('save', ways, asker, { ...load, method: 'PUT', headers: { ...load.headers, ...saving }, bodies })),
      ];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function makeDocuments(product: Product): Promise<{ id: string; body: string }[]> {
  const made: { id: string; body: string }[] = [];
  for (let index = 0; index < documentCount; index += 1) {
    made.push(await product.call('POST', '/documents', { title: `Piece ${index}`, body: pieceOf(words) }));
  }
  return made;
}

/** The same schema and rows. */
function copyOf({ dataDir }: Product, folder: string): string {
  const copy = join(folder, 'copy.db');
  const database = new DatabaseSync(join(dataDir, 'aiwriter.db'), { readOnly: true });
  database.exec(`vacuum into '${copy}'`);
  database.close();
  return copy;
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

interface Way {
  origin: string;
  server: Pick<Asked<Probe>, 'ask'>;
}

type Asking = Omit<Load, 'origin' | 'atOnce' | 'answers'>;

async function compare(what: 'read' | 'save', ways: { ours: Way; bare: Way }, asker: Part<Asker>, asking: Asking): Promise<Figure[]> {
  const load = { ...asking, atOnce, answers: answersOf[asking.method] };
  const taken: { ours: Measured[]; bare: Measured[] } = { ours: [], bare: [] };
  for (let round = 0; round < rounds; round += 1) {
    taken.ours.push(await measure(ways.ours, asker, load));
    taken.bare.push(await measure(ways.bare, asker, load));
  }
  const [ours, bare] = [best(taken.ours), best(taken.bare)];
  const name = 'bare Fastify';
  return [
    {
      ...{ what: `document ${what}s a second`, unit: '/s', ours: ours.perSecond, baseline: { name, value: bare.perSecond } },
      ...(what === 'read' ? { goal: { of: 'ratio' as const, atLeast: 0.5 } } : {}),
    },
    {
      ...{ what: `processor time of a document ${what}`, unit: 'µs', ours: ours.cpuMicros },
      ...{ baseline: { name, value: bare.cpuMicros } },
    },
  ];
}

async function measure({ origin, server }: Way, asker: Part<Asker>, load: Omit<Load, 'origin'>): Promise<Measured> {
  const before = await server.ask('cpuMicros');
  const loaded: Loaded = await asker.ask('load', { ...load, origin });
  const cpuMicros = ((await server.ask('cpuMicros')) - before) / load.answers;
  process.stderr.write(`${load.method} ${origin}: ${JSON.stringify({ ...loaded, cpuMicros })}\n`);
  return { perSecond: loaded.perSecond, cpuMicros };
}

function best(taken: readonly Measured[]): Measured {
  return {
    perSecond: Math.max(...taken.map(({ perSecond }) => perSecond)),
    cpuMicros: Math.min(...taken.map(({ cpuMicros }) => cpuMicros)),
  };
}
