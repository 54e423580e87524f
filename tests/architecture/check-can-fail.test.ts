import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apiTypesFile } from '../run/api-types/write.ts';
import { apiTypes } from '../run/checks/api-types.ts';
import type { Check } from '../run/checks/check.ts';
import { imports } from '../run/checks/imports.ts';
import { lockfile } from '../run/checks/lockfile.ts';
import { settingsGuide } from '../run/checks/settings-page.ts';
import { sizes } from '../run/checks/sizes.ts';
import { style } from '../run/checks/style.ts';
import { types } from '../run/checks/types.ts';
import { unused } from '../run/checks/unused.ts';
import { repository } from '../run/tool.ts';

/** A small repository with our configuration and nothing wrong in it. */
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'can-fail-'));
  for (const name of [
    'biome.json',
    'tsconfig.json',
    '.dependency-cruiser.cjs',
    '.gitignore',
    'docs/guide/settings.md',
    'package-lock.json',
  ]) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    cpSync(join(repository, name), join(root, name));
  }
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'));
  write('package.json', '{\n  "name": "sample",\n  "type": "module"\n}\n');
  write('knip.json', '{ "entry": ["src/main.ts"], "project": ["src/**/*.ts"] }\n');
  write('src/shared/greeting.ts', "export function greeting(): string {\n  return 'Hello';\n}\n");
  write('src/cli/program.ts', "import { greeting } from '../shared/greeting.ts';\n\nexport const program = greeting();\n");
  write('src/main.ts', "import { program } from './cli/program.ts';\n\nconsole.log(program);\n");
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

async function problems(check: Check): Promise<string> {
  return (await check.run(root)).join('\n');
}

/** Passes before, fails after, and says why. */
async function expectCaught(check: Check, path: string, text: string, ...words: string[]): Promise<void> {
  expect(await problems(check)).toBe('');
  write(path, text);
  const found = await problems(check);
  for (const word of words) expect(found).toContain(word);
}

describe('each check can fail', { timeout: 60_000 }, () => {
  it('API types', async () => {
    const types = readFileSync(join(repository, apiTypesFile), 'utf8');
    write(apiTypesFile, types);
    await expectCaught(apiTypes, apiTypesFile, types.replace(/[0-9a-f]{8}\n/, '00000000\n'), apiTypesFile, 'npm run check -- --fix');
  });

  it('format and lint', async () => {
    const lines = [
      'export const a = process.env.HOME',
      'async function go() {}',
      'export function start() { go(); }',
      'export const b: any = 1;',
    ];
    await expectCaught(style, 'src/shared/bad.ts', lines.join('\n'), 'noProcessEnv', 'noFloatingPromises', 'noExplicitAny', 'format');
  });

  it('format and lint: a test that runs alone or not at all', async () => {
    const text = "import { it } from 'vitest';\n\nit.only('one', () => {});\nit.skip('two', () => {});\n";
    await expectCaught(style, 'src/shared/bad.test.ts', text, 'noFocusedTests', 'noSkippedTests');
  });

  it('types', async () => {
    const lines = ['export const a: number = "text";', 'export const b: string = [""][0];', 'export enum C { D }'];
    await expectCaught(types, 'src/shared/bad.ts', lines.join('\n'), 'TS2322', 'TS1294');
  });

  it('unused code', async () => {
    await expectCaught(unused, 'src/shared/orphan.ts', 'export const orphan = 1;\n', 'src/shared/orphan.ts');
    write('src/shared/greeting.ts', "export const greeting = 'Hello';\nexport const unheard = 1;\n");
    write('package.json', '{ "name": "sample", "type": "module", "dependencies": { "zod": "1" } }\n');
    expect(await problems(unused)).toMatch(/zod.*unheard/s);
  });

  it('sizes', async () => {
    const long = `export function long(): void {\n${'  console.log();\n'.repeat(59)}}\n`;
    await expectCaught(sizes, 'src/shared/long.ts', long, 'src/shared/long.ts:1: a function of 61 lines');
    write('src/shared/long.ts', '// line\n'.repeat(401));
    expect(await problems(sizes)).toMatch(/src\/shared\/long\.ts: a file of 401 lines.*the 95th has 401/s);
  });

  it('lockfile', async () => {
    const packages = {
      'node_modules/a': { version: '1.0.0', resolved: 'https://registry.example/a', optionalDependencies: { 'a-darwin': '1.0.0' } },
    };
    await expectCaught(lockfile, 'package-lock.json', JSON.stringify({ packages }), 'a-darwin@1.0.0', 'a has no hash', 'names a registry');
  });

  it('settings page', async () => {
    await expectCaught(settingsGuide, 'docs/guide/settings.md', '# Settings\n', 'is not what src/config says');
  });
});

/** A file, what it imports, and the rule that forbids it. Files it imports are made when they are not there. */
const forbidden: [from: string, to: string, rule: string][] = [
  ['src/shared/a.ts', 'src/ports/b.ts', 'shared-imports'],
  ['src/config/a.ts', 'src/database/b.ts', 'config-imports'],
  ['src/ports/a.ts', 'src/database/b.ts', 'ports-imports'],
  ['src/database/a.ts', 'src/ports/b.ts', 'database-imports'],
  ['src/adapters/blob-store/a.ts', 'src/content/index.ts', 'adapters-imports'],
  ['src/adapters/blob-store/a.ts', 'src/adapters/embedder/b.ts', 'one-adapter-apart'],
  ['src/content/a.ts', 'src/adapters/blob-store/b.ts', 'content-imports'],
  ['src/content/a.ts', 'src/generation/index.ts', 'content-imports'],
  ['src/content/a.ts', 'src/config/b.ts', 'content-imports'],
  ['src/generation/a.ts', 'src/content/b.ts', 'feature-index-only'],
  ['src/http/a.ts', 'src/content/b.ts', 'feature-index-only'],
  ['src/cli/a.ts', 'src/adapters/blob-store/b.ts', 'cli-imports'],
  ['src/ops/a.ts', 'src/runtime/b.ts', 'only-main-and-cli-import-runtime'],
  ['src/main.ts', 'src/runtime/b.ts', 'main-imports-cli'],
  ['bin/a.mjs', 'src/shared/b.ts', 'bootstrap-stands-alone'],
  ['web/src/screens/run/a.ts', 'src/content/b.ts', 'web-imports'],
  ['web/src/screens/run/a.ts', 'web/src/screens/library/b.ts', 'screens-stand-apart'],
  ['web/src/design/a.ts', 'web/src/screens/library/b.ts', 'design-knows-no-screen'],
];
/** What the layout allows; a rule that catches one of these is wrong. */
const allowed: [from: string, to: string][] = [
  ['src/database/a.ts', 'src/config/b.ts'],
  ['src/adapters/blob-store/a.ts', 'src/ports/b.ts'],
  ['src/adapters/blob-store/a.ts', 'src/adapters/blob-store/b.ts'],
  ['src/generation/runs/a.ts', 'src/content/index.ts'],
  ['src/generation/runs/a.ts', 'src/generation/models/b.ts'],
  ['src/content/a.test.ts', 'src/adapters/blob-store/b.ts'],
  ['src/http/a.ts', 'src/content/index.ts'],
  ['src/runtime/a.ts', 'src/adapters/blob-store/b.ts'],
  ['src/runtime/a.ts', 'src/content/b.ts'],
  ['src/cli/a.ts', 'src/runtime/b.ts'],
  ['web/src/editor/a.ts', 'src/content/markdown/b.ts'],
  ['web/src/screens/run/a.ts', 'web/src/parts/b.ts'],
];

describe('imports', { timeout: 60_000 }, () => {
  const importing = (from: string, to: string) => `import '${'../'.repeat(from.split('/').length - 1)}${to}';\n`;

  it('catches every import the layout forbids, and a cycle', async () => {
    expect(await problems(imports)).toBe('');
    for (const [index, [from, to]] of forbidden.entries()) {
      const path = from === 'src/main.ts' ? from : from.replace(/a\.(\w+)$/, `a${index}.$1`);
      write(to, 'export {};\n');
      write(path, importing(path, to));
    }
    // Newer than the parser's visitor: what follows it must still be seen.
    write(
      'src/shared/one.ts',
      "export async function open(): Promise<void> {\n  await using stack = new AsyncDisposableStack();\n  stack.use(await import('./two.ts'));\n}\n",
    );
    write('src/shared/two.ts', "import './one.ts';\n");
    const found = await problems(imports);
    for (const [index, [from, to, rule]] of forbidden.entries()) {
      expect.soft(found).toContain(`${rule}: ${from === 'src/main.ts' ? from : from.replace(/a\.(\w+)$/, `a${index}.$1`)} → ${to}`);
    }
    expect(found).toContain('no-cycles: src/shared/');
  });

  it('lets pass what the layout allows', async () => {
    for (const [, to] of allowed) write(to, 'export {};\n');
    for (const [from] of allowed)
      write(
        from,
        allowed
          .filter(([file]) => file === from)
          .map(([, to]) => importing(from, to))
          .join(''),
      );
    expect(await problems(imports)).toBe('');
  });

  it('fails when the parser sees no import at all', async () => {
    rmSync(join(root, 'src'), { recursive: true });
    write('src/shared/alone.ts', 'export {};\n');
    expect(await problems(imports)).toContain('saw no import at all');
  });
});
