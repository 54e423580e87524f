import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const compressible = /\.(js|css|svg|html)$/;
/** Below this many bytes the headers weigh more than what is saved. */
const leastBytes = 500;

/** Puts a Brotli and a gzip copy beside every text file of the build, so that the server compresses nothing. */
export function precompress(): Plugin {
  let outDir = '';
  return {
    name: 'precompress',
    apply: 'build',
    configResolved(config) {
      outDir = config.build.outDir;
    },
    closeBundle() {
      for (const name of readdirSync(outDir, { recursive: true, encoding: 'utf8' }))
        if (compressible.test(name)) compress(join(outDir, name));
    },
  };
}

function compress(path: string): void {
  const content = readFileSync(path);
  if (content.length < leastBytes) return;
  writeFileSync(`${path}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
}
