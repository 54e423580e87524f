import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadConfig } from '../../src/config/index.ts';
import { sourceFiles } from '../run/source-files.ts';
import { repository } from '../run/tool.ts';

/** Known from the documentation and refused by name until a later version reads it. */
const later = ['redisUrl'];

it('every setting is read by the program: one that does nothing misleads', () => {
  const readers = sourceFiles(repository).filter((path) => /^src\/(runtime|cli)\//.test(path));
  const text = readers.map((path) => readFileSync(join(repository, path), 'utf8')).join('\n');
  const names = Object.keys(loadConfig({ env: {} }).values).filter((name) => !later.includes(name));
  expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(text))).toEqual([]);
});
