import { createHash } from 'node:crypto';
import parseFile from '../../src/adapters/source-parser/parse-file.ts';
import type { SourceText } from '../../src/research/index.ts';
import { readSourceFile, type SourceFileName } from './source-files/source-files.ts';

/** The named files as stored sources, parsed by the product's own parser in this process. */
export async function parsedSources(...names: SourceFileName[]): Promise<SourceText[]> {
  return Promise.all(names.map((name) => parsedSource(name)));
}

async function parsedSource(name: SourceFileName): Promise<SourceText> {
  const bytes = readSourceFile(name);
  const { title, text, blocks, language } = await parseFile({ bytes, name });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { id: `src_${name}`, title, address: `file:${name}`, sha256, text, blocks, language: language ?? null };
}
