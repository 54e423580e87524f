import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/** A checkout with a program that prints its arguments, a stand-in for npm that leaves a trace, and a runtime that is a script. */
let folder: string;
let root: string;
let cache: string;

const platform = `${process.platform}-${process.arch}`;
const fakeRuntime = '#!/bin/sh\n[ "$1" = --version ] && exit 0\necho "pinned runtime: $4"\n';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bootstrap-'));
  root = join(folder, 'a checkout');
  cache = join(folder, 'a cache');
  const source = resolve(import.meta.dirname);
  for (const name of ['bootstrap', 'bootstrap.mjs', 'aiwriter']) cpSync(join(source, name), join(root, 'bin', name), { recursive: true });
  write('.node-version', '20.0.0\n');
  write('.npmrc', '');
  write('package.json', '{ "type": "module" }');
  write('package-lock.json', '{ "packages": {} }');
  write('src/main.ts', 'console.log("ran", process.argv.slice(2).join("|"));\nif (process.argv[2] === "exit") process.exitCode = 7;\n');
  npmThat('');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** npm as a script: it notes each call; `ci` makes an empty node_modules, `pack` copies the archive to its destination. */
function npmThat(first: string): void {
  const script = `#!/bin/sh
echo "$1" >> '${folder}/npm-calls'
${first}
case $1 in
  ci) mkdir node_modules ;;
  pack) cp '${folder}/runtime.tgz' "$4/$(echo "$2" | tr @ -).tgz" ;;
esac
`;
  mkdirSync(join(folder, 'path'), { recursive: true });
  writeFileSync(join(folder, 'path', 'npm'), script);
  chmodSync(join(folder, 'path', 'npm'), 0o755);
}

function npmCalls(): string[] {
  return existsSync(join(folder, 'npm-calls')) ? readFileSync(join(folder, 'npm-calls'), 'utf8').trim().split('\n') : [];
}

/** Asks for a runtime newer than any, and has the registry send this one. */
function needsRuntime(content: string, integrity?: string): void {
  const archive = gzipSync(
    Buffer.concat([tarMember('package/README', 'x'.repeat(700)), tarMember('package/bin/node', content), Buffer.alloc(1024)]),
  );
  writeFileSync(join(folder, 'runtime.tgz'), archive);
  const pin = {
    package: 'pinned',
    binary: 'bin/node',
    integrity: integrity ?? `sha512-${createHash('sha512').update(archive).digest('base64')}`,
  };
  write('bin/bootstrap/runtime-pins.json', JSON.stringify({ [platform]: pin }));
  write('.node-version', '99.0.0\n');
}

function tarMember(name: string, content: string): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0, 'latin1');
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
  return Buffer.concat([header, Buffer.from(content), Buffer.alloc((512 - (content.length % 512)) % 512)]);
}

interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  out: string;
  err: string;
}

const launched: ChildProcess[] = [];
afterEach(() => {
  for (const child of launched.splice(0)) child.kill('SIGKILL');
});

function launch(
  args: string[],
  { command = process.execPath, env = {}, uid }: { command?: string; env?: NodeJS.ProcessEnv; uid?: number } = {},
): [ChildProcess, Promise<Ended>] {
  const own = { PATH: `${join(folder, 'path')}:/usr/bin:/bin`, HOME: folder, XDG_CACHE_HOME: cache };
  const child = spawn(command, args, { cwd: folder, env: { ...own, ...env }, stdio: ['ignore', 'pipe', 'pipe'], uid, gid: uid });
  launched.push(child);
  const texts = { out: '', err: '' };
  child.stdout?.on('data', (chunk) => (texts.out += chunk));
  child.stderr?.on('data', (chunk) => (texts.err += chunk));
  return [child, new Promise((done) => child.once('close', (code, signal) => done({ code, signal, ...texts })))];
}

const bootstrap = () => join(root, 'bin', 'bootstrap.mjs');
const start = (...args: string[]) => launch([bootstrap(), ...args])[1];
/** A Node that cannot replace its own process, as those before 22.15. */
const withoutExecve = () => ['--import', 'data:text/javascript,delete process.execve', bootstrap()];

describe('a start', () => {
  it('installs once, then hands over arguments and exit code, from a path with spaces', async () => {
    expect(await start('write', 'two words')).toMatchObject({ code: 0, out: 'ran write|two words\n' });
    expect(await start('exit')).toMatchObject({ code: 7, err: '' });
    expect(npmCalls()).toEqual(['ci']);
  });

  it('installs again when the lockfile changed, and leaves nothing of the old folder', async () => {
    await start();
    write('node_modules/old/index.js', '');
    write('package-lock.json', '{ "packages": { "": {} } }');
    expect(await start()).toMatchObject({ code: 0 });
    expect(npmCalls()).toEqual(['ci', 'ci']);
    expect(existsSync(join(root, 'node_modules/old'))).toBe(false);
  });

  it('takes over what npm installed by hand, whole or not at all', async () => {
    const lock = {
      packages: { '': {}, 'node_modules/a': { integrity: 'sha512-a' }, 'node_modules/b': { integrity: 'sha512-b', optional: true } },
    };
    write('package-lock.json', JSON.stringify(lock));
    write('node_modules/a/package.json', '{}');
    write('node_modules/.package-lock.json', JSON.stringify({ packages: { 'node_modules/a': { integrity: 'sha512-a' } } }));
    await start();
    expect(npmCalls()).toEqual([]);
    write('package-lock.json', JSON.stringify({ packages: { ...lock.packages, 'node_modules/c': { integrity: 'sha512-c' } } }));
    await start();
    expect(npmCalls()).toEqual(['ci']);
  });

  it('works twice at once and installs once', async () => {
    npmThat('sleep 0.5');
    const both = await Promise.all([start('one'), start('two')]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(npmCalls()).toEqual(['ci']);
  });

  it('mends an install that was killed', async () => {
    npmThat('mkdir node_modules && sleep 5');
    const [child, ended] = launch([bootstrap()]);
    await expect.poll(npmCalls).toEqual(['ci']);
    child.kill('SIGKILL');
    await ended;
    npmThat('');
    const lock = join(root, '.cache', 'install.lock');
    utimesSync(lock, 0, 0);
    expect(await start()).toMatchObject({ code: 0 });
    expect(readdirSync(join(root, '.cache'))).toEqual([]);
  });

  it('lets go at Ctrl-C during an install, so that the next start need not wait', async () => {
    npmThat(`trap 'kill $!; echo ended >> "${folder}/npm-calls"; exit 1' TERM; sleep 60 & echo waits >> '${folder}/npm-calls'; wait`);
    const [child, ended] = launch([bootstrap()]);
    await expect.poll(npmCalls).toEqual(['ci', 'waits']);
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ signal: 'SIGINT', err: expect.stringContaining('The next start does anew') });
    await expect.poll(npmCalls).toEqual(['ci', 'waits', 'ended']);
    npmThat('');
    expect(await start()).toMatchObject({ code: 0, err: expect.not.stringContaining('waiting') });
  });

  it('passes signals on and ends as the program ends, where the process cannot be replaced', async () => {
    write(
      'src/main.ts',
      'process.on("SIGTERM", () => { console.log("drained"); process.exit(5); });\nsetInterval(() => {}, 1000);\nconsole.log("up");\n',
    );
    const [child, ended] = launch(withoutExecve());
    await new Promise((ready) => child.stdout?.once('data', ready));
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 5, out: 'up\ndrained\n' });
  });

  it('ends by the signal the program ended by, where the process cannot be replaced', async () => {
    write('src/main.ts', 'process.kill(process.pid, "SIGKILL");\n');
    expect(await launch(withoutExecve())[1]).toMatchObject({ code: null, signal: 'SIGKILL' });
  });

  it('says which scripts there are', async () => {
    expect(await start('--script', 'tset')).toMatchObject({ code: 2, err: expect.stringContaining('check, test, test:full, bench') });
  });
});

describe('the web page', () => {
  const vite = (first: string) =>
    write(
      'node_modules/vite/bin/vite.js',
      `import { mkdirSync, writeFileSync, appendFileSync } from 'node:fs';
appendFileSync(${JSON.stringify(join(folder, 'builds'))}, 'x');
const out = process.argv[process.argv.indexOf('--outDir') + 1];
${first}
mkdirSync(out, { recursive: true });
writeFileSync(out + '/index.html', process.env.NODE_ENV);
`,
    );
  const page = () => readFileSync(join(root, 'web/dist/index.html'), 'utf8');
  const builds = () => (existsSync(join(folder, 'builds')) ? readFileSync(join(folder, 'builds'), 'utf8').length : 0);

  beforeEach(async () => {
    write('web/vite.config.ts', '');
    write('web/src/main.tsx', 'one');
    write('src/content/markdown/reader.ts', '');
    write('src/shared/text/words.ts', '');
    await start();
    vite('');
  });

  it('is built by the first serve, and anew when its sources or what it shares with the server changed', async () => {
    expect(await start('serve')).toMatchObject({ code: 0, out: 'ran serve\n', err: expect.stringContaining('Building the web page') });
    expect(page()).toBe('production');
    expect(await start('serve')).toMatchObject({ code: 0, err: '' });
    await start('run', 'list');
    expect(builds()).toBe(1);
    write('web/src/main.tsx', 'two');
    await start('serve');
    write('src/content/markdown/reader.ts', 'new');
    await start('serve');
    expect(builds()).toBe(3);
    expect(readdirSync(join(root, '.cache'))).toEqual([]);
  });

  it('is built by one of two starts', async () => {
    vite('await new Promise((resolve) => setTimeout(resolve, 500));');
    const both = await Promise.all([start('serve'), start('serve')]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(builds()).toBe(1);
  });

  it.each([
    ['a mistake in its sources', 'console.error("main.tsx: what is this"); process.exit(1);', 'main.tsx: what is this'],
    ['a full disk', 'console.error("Error: ENOSPC: no space left on device"); process.exit(1);', 'is full'],
  ])('says of %s what is wrong, and leaves the page there was', async (_what, first, words) => {
    await start('serve');
    write('web/src/main.tsx', 'two');
    vite(first);
    expect(await start('serve')).toMatchObject({ code: 1, out: '', err: expect.stringContaining(words) });
    expect(page()).toBe('production');
    expect(readdirSync(join(root, '.cache'))).toEqual([]);
  });
});

describe('the pinned runtime', () => {
  it('is brought once, verified, and used by both ways in', async () => {
    needsRuntime(fakeRuntime);
    const first = await start('serve');
    expect(first).toMatchObject({ code: 0, out: 'pinned runtime: serve\n' });
    expect(first.err).toContain('Bringing it once');
    expect(await start('serve')).toMatchObject({ out: 'pinned runtime: serve\n', err: '' });
    expect(await launch(['write'], { command: join(root, 'bin/aiwriter') })[1]).toMatchObject({ out: 'pinned runtime: write\n', err: '' });
    expect(npmCalls()).toEqual(['pack', 'ci']);
    expect(readdirSync(join(cache, 'aiwriter'))).toEqual([`node-v99.0.0-${platform}`]);
  });

  it('is brought once by two starts at once', async () => {
    needsRuntime(fakeRuntime);
    npmThat('sleep 0.3');
    const both = await Promise.all([start('serve'), start('serve')]);
    expect(both.map(({ out }) => out)).toEqual(['pinned runtime: serve\n', 'pinned runtime: serve\n']);
    expect(npmCalls()).toEqual(['pack', 'ci']);
  });

  it('goes elsewhere when the home cannot be written', async () => {
    needsRuntime(fakeRuntime);
    writeFileSync(cache, 'not a folder');
    expect(await start('serve')).toMatchObject({ code: 0, out: 'pinned runtime: serve\n' });
    expect(existsSync(join(root, '.cache/aiwriter', `node-v99.0.0-${platform}`))).toBe(true);
  });

  it('is refused when it is another file than the one pinned, and leaves nothing', async () => {
    needsRuntime(fakeRuntime, 'sha512-other');
    const { code, err } = await start('serve');
    expect(code).toBe(1);
    expect(err).toMatch(
      /pinned@99\.0\.0 from the registry is not the file .* expected sha512-other, got sha512-.*\n.*Nothing was installed/s,
    );
    expect(readdirSync(join(cache, 'aiwriter'))).toEqual([]);
  });

  it('is refused when it does not run here', async () => {
    needsRuntime('#!/bin/sh\necho "libc is too old" >&2\nexit 1\n');
    expect(await start('serve')).toMatchObject({ code: 1, err: expect.stringContaining('does not run on this machine: libc is too old') });
  });

  it('is not to be had for this platform', async () => {
    needsRuntime(fakeRuntime);
    write('bin/bootstrap/runtime-pins.json', '{}');
    const { code, err } = await start('serve');
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining(`no ready-made Node 99.0.0 for ${platform}`) });
    expect(err).toContain('Install Node 99.0.0 or newer yourself');
  });
});

describe('what stands in the way is said in plain words', () => {
  const failures: [string, string, string][] = [
    ['no network', 'npm error code ENOTFOUND', 'the package registry cannot be reached'],
    ['a full disk', 'npm error code ENOSPC', 'the disk is full'],
    ['an odd thing beside a warning', 'npm warn deprecated old@1\nnpm error something odd', 'npm said:\nnpm error something odd'],
    ['a file with another hash', 'npm error code EINTEGRITY', 'does not have the expected hash'],
    ['a private registry', 'npm error code E401', 'asks for a login'],
    ['anything else', 'npm error something odd', 'npm said:\nnpm error something odd'],
  ];
  it.each(failures)('%s', async (_name, output, words) => {
    npmThat(`echo '${output}' >&2; exit 1`);
    const { code, err } = await start();
    expect(code).toBe(1);
    expect(err).toContain(words);
    expect(err).not.toContain('    at ');
    expect(existsSync(join(root, 'node_modules'))).toBe(false);
  });

  it('a file that was not written, though npm calls it a warning and ends well', async () => {
    npmThat("echo 'npm warn tar TAR_ENTRY_ERROR ENOSPC: no space left on device, write' >&2");
    expect(await start()).toMatchObject({ code: 1, err: expect.stringContaining('the disk is full') });
    expect(existsSync(join(root, 'node_modules'))).toBe(false);
  });

  it('a full disk that npm tells by its exit code alone', async () => {
    npmThat('exit 228');
    expect(await start()).toMatchObject({ code: 1, err: expect.stringContaining('the disk is full') });
  });

  it('no npm', async () => {
    rmSync(join(folder, 'path', 'npm'));
    const [, ended] = launch([bootstrap()], { env: { PATH: join(folder, 'path') } });
    expect(await ended).toMatchObject({ code: 1, err: expect.stringContaining('npm was not found') });
  });

  it('no Node at all', async () => {
    const tools = join(folder, 'tools');
    mkdirSync(tools);
    for (const name of ['dirname', 'readlink', 'uname', 'cmp']) symlinkSync(join('/usr/bin', name), join(tools, name));
    const [, ended] = launch(['serve'], { command: join(root, 'bin/aiwriter'), env: { PATH: tools } });
    expect(await ended).toMatchObject({ code: 1, err: expect.stringContaining('Node.js was not found') });
  });

  it('a checkout of somebody else, which runs once it is installed', async () => {
    const nobody = process.getuid?.() === 0 ? 65_534 : undefined;
    for (const path of [folder, root]) chmodSync(path, 0o555);
    const runtime = join(folder, 'path', 'node');
    cpSync(process.execPath, runtime);
    const asNobody = () => launch([bootstrap(), 'serve'], { command: runtime, env: { XDG_CACHE_HOME: '/nowhere' }, uid: nobody })[1];
    expect(await asNobody()).toMatchObject({ code: 1, err: expect.stringContaining(`${root} cannot be written`) });
    for (const path of [folder, root]) chmodSync(path, 0o755);
    await start();
    for (const path of [folder, root]) chmodSync(path, 0o555);
    expect(await asNobody()).toMatchObject({ code: 0, out: 'ran serve\n' });
    for (const path of [folder, root]) chmodSync(path, 0o755);
  });
});
