import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { type Finished, main, runProgram, temporaryFolder } from '../support/product.ts';
import { sourceFilePath } from '../support/source-files/source-files.ts';

const timeout = 240_000;
const nowhere = { dataDir: '/nowhere/data' };

describe('the command line', () => {
  it(
    'without a command shows what there is',
    async () => {
      const bare = await runProgram([], nowhere);
      expect({ code: bare.code, stdout: bare.stdout }).toEqual({ code: 2, stdout: '' });
      for (const command of ['serve', 'research', 'write', 'check', 'doctor']) expect(bare.stderr).toContain(command);
      const help = await runProgram(['--help'], nowhere);
      expect({ code: help.code, stderr: help.stderr }).toEqual({ code: 0, stderr: '' });
      expect((await runProgram(['write', '--help'], nowhere)).stdout).toContain('--budget <usd>');
    },
    timeout,
  );

  it.each([
    ['an unknown command', ['resarch', 'x'], /Did you mean research/],
    ['an unknown verb', ['run', 'lst'], /Did you mean list/],
    ['an unknown option', ['write', 'x', '--word', '3'], /Did you mean --words/],
    ['a missing topic', ['research'], /topic/],
    ['a wrong choice', ['document', 'export', 'x', '--citations', 'y'], /footnotes, links, list, none/],
    ['an unknown role', ['serve', '--roles', 'cook'], /web, worker, scheduler/],
    ['an unknown level', ['check', 'x.md', '--fail-on', 'typos'], /unsupported/],
  ])(
    '%s is said with what was meant, for people and as JSON',
    async (_, args, meant) => {
      const people = await runProgram(args, nowhere);
      expect({ code: people.code, stdout: people.stdout }).toEqual({ code: 2, stdout: '' });
      expect(people.stderr).toMatch(/^aiwriter: /);
      expect(people.stderr).toMatch(meant);
      const programs = await runProgram([...args, '--json'], nowhere);
      expect(programs.code).toBe(2);
      expect(JSON.parse(programs.stdout).error.code).toBe('validation_failed');
      expect(existsSync('/nowhere')).toBe(false);
    },
    timeout,
  );

  it(
    'goes from sources to files, results on stdout, the rest on stderr, one JSON value where asked',
    async () => {
      const folder = temporaryFolder();
      const options = { dataDir: join(folder, 'data') };
      const out = join(folder, 'dossier.md');
      const source = ['--source', sourceFilePath('interview.vtt')];
      const dossier = await runProgram(['research', 'Cold brew', ...source, '--out', out], options);
      expect({ code: dossier.code, stdout: dossier.stdout }, dossier.stderr).toEqual({ code: 0, stdout: '' });
      expect(dossier.stderr).toMatch(/^ +\d+\.\d s {2}/m);
      expect(dossier.stderr.trimEnd().split('\n').at(-1)).toMatch(/^Done in \d+\.\d s: no model was called, written to .*, kept as doc_/);
      expect(readFileSync(out, 'utf8')).toMatch(/^---\ntitle: Cold brew\n/);

      const piece = json(await runProgram(['write', 'Cold brew', '--author', 'extractive', ...source, '--json'], options));
      const checked = json(await runProgram(['check', sourceFilePath('draft.docx'), ...source, '--json'], options));
      expect(checked.summary).toHaveProperty('unsupported');
      const failing = await runProgram(['check', sourceFilePath('draft.md'), ...source, '--fail-on', 'unsupported'], options);
      expect(failing.code).toBe(1);
      expect(failing.stdout).toMatch(/^# Check of /);

      const runs = json(await runProgram(['run', 'list', '--json'], options)) as unknown as { id: string; kind: string }[];
      expect(runs.map(({ kind }) => kind)).toEqual(['check', 'check', 'write', 'research']);
      expect((await runProgram(['run', 'resume', runs[0]?.id ?? ''], options)).stdout).toBe(failing.stdout);
      expect((await runProgram(['run', 'show', runs[2]?.id ?? ''], options)).stdout).toContain('succeeded');

      const id = String(piece.documentId);
      expect((await runProgram(['document', 'export', id], options)).stdout).toBe(piece.content);
      expect((await runProgram(['document', 'export', id, '--format', 'html'], options)).stdout).toContain('<h1');
      const word = join(folder, 'piece.docx');
      expect((await runProgram(['document', 'export', id, '--format', 'docx', '--out', word], options)).code).toBe(0);
      expect(Object.keys(unzipSync(readFileSync(word)))).toContain('word/document.xml');
      const imported = json(await runProgram(['document', 'import', word, '--json'], options)) as unknown as { id: string }[];
      expect((await runProgram(['document', 'delete', imported[0]?.id ?? ''], options)).code).toBe(0);
      expect((await runProgram(['document', 'show', imported[0]?.id ?? ''], options)).code).toBe(2);

      const sources = json(await runProgram(['source', 'list', '--json'], options)) as unknown as { id: string }[];
      expect(sources).toHaveLength(1);
      expect((await runProgram(['source', 'show', sources[0]?.id ?? ''], options)).stdout).toMatch(/espresso/i);
      expect(json(await runProgram(['user', 'list', '--json'], options))).toMatchObject([{ role: 'owner' }]);
      expect(json(await runProgram(['db', 'status', '--json'], options))).toMatchObject({ pending: [] });
    },
    timeout,
  );

  it(
    'ends quietly when its reader has seen enough',
    async () => {
      const options = { dataDir: join(temporaryFolder(), 'data') };
      expect((await runProgram(['source', 'add', sourceFilePath('notes.pdf')], options)).code).toBe(0);
      const [row] = json(await runProgram(['source', 'list', '--json'], options)) as unknown as { id: string }[];
      const command = `"${process.execPath}" --disable-warning=ExperimentalWarning "${main}" source show ${row?.id} --json --data-dir "${options.dataDir}" | head -c 1`;
      const { stdout, stderr } = await promisify(execFile)('sh', ['-c', command], { env: { PATH: process.env.PATH } });
      expect({ stdout, stderr }).toEqual({ stdout: '{', stderr: '' });
    },
    timeout,
  );
});

describe('settings', () => {
  it(
    'are shown without secrets, checked, and begun as a file that says everything',
    async () => {
      const dataDir = temporaryFolder();
      const env = { OPENAI_API_KEY: 'sk-very-secret' };
      const shown = await runProgram(['config', 'show', '--json'], { dataDir, env });
      expect(shown.stdout).not.toContain('very-secret');
      expect(json(shown).settings).toContainEqual(expect.objectContaining({ name: 'openaiApiKey', origin: 'OPENAI_API_KEY' }));
      const made = json(await runProgram(['config', 'init', '--json'], { dataDir }));
      expect(readFileSync(String(made.file), 'utf8')).toContain('#port: 3000');
      expect((await runProgram(['config', 'init'], { dataDir })).code).toBe(3);
      expect(json(await runProgram(['config', 'check', '--json'], { dataDir }))).toMatchObject({ ok: true });
      writeFileSync(String(made.file), 'prot: 1\n');
      const wrong = await runProgram(['config', 'check'], { dataDir });
      expect(wrong.code).toBe(2);
      expect(wrong.stderr).toContain('port');
    },
    timeout,
  );
});

describe('doctor', () => {
  it(
    'looks at a place where nothing is yet, and leaves it so',
    async () => {
      const dataDir = join(temporaryFolder(), 'data');
      const examined = json(await runProgram(['doctor', '--json'], { dataDir, env: { AIWRITER_PORT: '0' } }));
      expect(examined.ok).toBe(true);
      expect(existsSync(dataDir)).toBe(false);
    },
    timeout,
  );

  it(
    'says what is wrong and the next step',
    async () => {
      const dataDir = join(temporaryFolder(), 'data');
      const env = { AIWRITER_PORT: '0' };
      expect((await runProgram(['source', 'add', sourceFilePath('recipe.md')], { dataDir })).code).toBe(0);
      expect(json(await runProgram(['doctor', '--json'], { dataDir, env })).ok).toBe(true);
      const away = await runProgram(['doctor'], { dataDir, env: { ...env, OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' } });
      expect(away.code).toBe(1);
      expect(away.stdout).toMatch(/✗ models: .*\n {4}→ /);
      const otherKey = join(temporaryFolder(), 'key');
      writeFileSync(otherKey, `${'A'.repeat(43)}\n`, { mode: 0o600 });
      const wrongKey = await runProgram(['doctor'], { dataDir, env: { ...env, AIWRITER_KEY_FILE: otherKey } });
      expect(wrongKey.stdout).toMatch(/✗ key file: .*\n {4}→ /);
      writeFileSync(join(dataDir, 'aiwriter.db'), 'this is no database');
      const damaged = await runProgram(['doctor'], { dataDir, env });
      expect(damaged.code).toBe(1);
      expect(damaged.stdout).toMatch(/✗ database: .*\n {4}→ /);
      expect(damaged.stdout).toContain('✓ disk');
    },
    timeout,
  );
});

/** The one JSON value a command printed. */
function json({ code, stdout, stderr }: Finished): Record<string, unknown> {
  expect([0, 1], stderr).toContain(code);
  return JSON.parse(stdout) as Record<string, unknown>;
}
