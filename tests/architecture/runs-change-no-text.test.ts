import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import * as content from '../../src/content/index.ts';
import { sourceFiles } from '../run/source-files.ts';
import { repository } from '../run/tool.ts';

const writes = /\b(?:insertInto|updateTable|deleteFrom)\(\s*'(?:documents|revisions|drafts|suggestions)'/;

it('a run can begin documents and make suggestions, and change no text that is there', () => {
  expect(content).not.toHaveProperty('saveRevision');
  const others = sourceFiles(repository).filter((path) => /^src\/(research|evidence|generation|ops)\//.test(path));
  expect(others.length).toBeGreaterThan(100);
  expect(others.filter((path) => writes.test(readFileSync(join(repository, path), 'utf8')))).toEqual([]);
});
