import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { serveProduct, temporaryFolder } from '../support/product.ts';

/** Each is for something a person asks for later, and would cost every start time and memory. */
const heavyPackages = [
  ...[
    'ai',
    'ajv',
    'diff',
    'docx',
    'fflate',
    'linkedom',
    'mammoth',
    'micromark',
    'pg',
    'pino-pretty',
    'remark-parse',
    'saxes',
    'sqlite-vec',
  ],
  ...['undici', 'unified', 'unpdf', 'yaml', '@ai-sdk', '@energetic-ai', '@fastify/swagger', '@mozilla/readability', 'rehype-parse'],
];
const heavyParts = [
  'evidence/check.ts',
  'research/dossier/dossier.ts',
  'research/dossier/wordings/',
  'generation/authors/',
  'generation/prompts/section-answer.ts',
  'adapters/outgoing-door/send-hop.ts',
];
/** Three quarters of a millisecond each: about 1,085 today, of which some 45 serve the files of the page. */
const mostModules = 1_120;

it('an idle start loads nothing that is for work nobody has asked for', async () => {
  const file = join(temporaryFolder(), 'modules.txt');
  const preload = [fileURLToPath(new URL('../support/note-modules.mjs', import.meta.url))];
  const product = await serveProduct({ dataDir: temporaryFolder(), preload, env: { NOTE_MODULES: file } });
  const loaded = readFileSync(file, 'utf8').trim().split('\n');
  await product.end('SIGTERM');
  expect(loaded.some((url) => url.includes('/node_modules/fastify/'))).toBe(true);
  const heavy = [...heavyPackages.map((name) => `/node_modules/${name}/`), ...heavyParts.map((path) => `/src/${path}`)];
  expect(heavy.filter((part) => loaded.some((url) => url.includes(part)))).toEqual([]);
  expect(loaded.length).toBeLessThan(mostModules);
});
