import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repository } from '../run/tool.ts';

const read = (path: string) => readFileSync(join(repository, path), 'utf8');
const foldersIn = (path: string) =>
  readdirSync(join(repository, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${path}/${name}/`);

const pages = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md'];

describe('ARCHITECTURE.md', () => {
  const named = [...read('ARCHITECTURE.md').matchAll(/^\| `([^`]+)` \|/gm)].map((match) => match[1] ?? '');

  it('names only what exists', () => {
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((path) => !existsSync(join(repository, path)))).toEqual([]);
  });

  it('names every folder of the code, the tests and the documentation', () => {
    expect(['src', 'tests', 'docs'].flatMap(foldersIn).filter((path) => !named.includes(path))).toEqual([]);
  });
});

/** The pages people read: the front door and all of `docs/`. */
const documents = [
  ...pages,
  ...readdirSync(join(repository, 'docs'), { recursive: true, encoding: 'utf8' }).map((path) => `docs/${path}`),
].filter((path) => path.endsWith('.md'));

/** Where a page leads to in the repository; what stands in code is no link. */
function targetsOf(page: string): string[] {
  const prose = read(page)
    .replace(/^```[\s\S]*?^```/gm, '')
    .replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\((?!https?:)([^)#]+)/g)].map((match) => join(dirname(page), match[1] ?? ''));
}

describe('the front door', () => {
  it.each(documents)('%s links only to what exists', (page) => {
    expect(targetsOf(page).filter((target) => !existsSync(join(repository, target)))).toEqual([]);
  });

  it('leads to every page of the guide and every decision', () => {
    const linked = new Set(documents.flatMap(targetsOf));
    expect(documents.filter((page) => page.startsWith('docs/') && !linked.has(page))).toEqual([]);
  });

  it('is one screen', () => {
    expect(read('README.md').split('\n').length).toBeLessThan(60);
  });

  it('names scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const used = pages.flatMap((page) => [...read(page).matchAll(/npm run (?:-s )?([\w:]+)/g)].map((match) => match[1] ?? ''));
    expect(used.filter((name) => !(name in scripts))).toEqual([]);
  });

  it('asks for one Node everywhere', () => {
    const version = read('.node-version').trim();
    expect(JSON.parse(read('package.json'))).toMatchObject({ engines: { node: `>=${version}` } });
    expect(process.versions.node >= version).toBe(true);
  });
});
