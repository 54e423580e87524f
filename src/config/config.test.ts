import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { AppError } from '../shared/errors.ts';
import { loadConfig, sampleSettingsFile } from './index.ts';
import { nearest } from './nearest.ts';

const folder = mkdtempSync(join(tmpdir(), 'config-'));
const dataDir = join(folder, 'data');
afterAll(() => rmSync(folder, { recursive: true }));

function problemsOf(env: Record<string, string>, options: object = {}): string[] {
  try {
    loadConfig({ env, dataDir, ...options });
  } catch (error) {
    if (error instanceof AppError && error.code === 'validation_failed') {
      return error.errors?.map(({ path, message }) => `${path} ${message}`) ?? [error.message];
    }
    throw error;
  }
  return [];
}

function settingsFile(name: string, content: string): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

const lineOf = (name: string, options: Parameters<typeof loadConfig>[0]) =>
  loadConfig(options)
    .describe()
    .find((line) => line.name === name);

describe('where a value comes from', () => {
  it('has defaults that lie in the data folder', () => {
    const { values } = loadConfig({ env: {}, dataDir });
    expect(values).toMatchObject({
      host: 'localhost',
      port: 3000,
      databaseUrl: `sqlite:${join(dataDir, 'aiwriter.db')}`,
      openaiApiKey: null,
    });
    expect(Object.isFrozen(values)).toBe(true);
  });

  it('ranks flags over environment over file over stored over default, and remembers which it was', () => {
    const file = settingsFile('ranks.yaml', 'port: 4002\n');
    const stored = { port: 4001 };
    const env = { AIWRITER_PORT: '4003' };
    const flags = { AIWRITER_PORT: '4004' };
    expect(lineOf('port', { env: {}, dataDir, stored })).toMatchObject({ value: '4001', origin: 'settings page', default: '3000' });
    expect(lineOf('port', { env: {}, dataDir, stored, file })).toMatchObject({ value: '4002', origin: file });
    expect(lineOf('port', { env, dataDir, stored, file })).toMatchObject({ value: '4003', origin: 'AIWRITER_PORT' });
    expect(lineOf('port', { env, dataDir, stored, file, flags })).toMatchObject({ value: '4004', origin: 'command line' });
    expect(lineOf('port', { env: { AIWRITER_PORT: '' }, dataDir })).toMatchObject({ value: '3000', origin: 'default' });
  });

  it('reads aiwriter.yaml in the data folder that the environment names', () => {
    const elsewhere = join(folder, 'elsewhere');
    mkdirSync(elsewhere);
    writeFileSync(join(elsewhere, 'aiwriter.yaml'), 'port: 4100\nfetchAllow: [wiki.example.org, 10.1.0.0/16]\nlocalOnly: yes\n');
    const { values, file } = loadConfig({ env: { AIWRITER_DATA_DIR: elsewhere } });
    expect(values).toMatchObject({ port: 4100, fetchAllow: ['wiki.example.org', '10.1.0.0/16'], localOnly: true, dataDir: elsewhere });
    expect(file).toBe(join(elsewhere, 'aiwriter.yaml'));
  });

  it('lets a settings file elsewhere choose the data folder, and everything in it', () => {
    const file = settingsFile('other.yaml', `dataDir: ${join(folder, 'third')}\n`);
    expect(loadConfig({ env: {}, file }).values.blobsUrl).toBe(`file:${join(folder, 'third', 'blobs')}`);
  });

  it('takes secrets from files and usual names in either case', () => {
    const secret = settingsFile('secret', 'sk-from-file\n');
    const { values } = loadConfig({ env: { OPENAI_API_KEY_FILE: secret, https_proxy: 'proxy.example:3128' }, dataDir });
    expect(values).toMatchObject({ openaiApiKey: 'sk-from-file', httpsProxy: 'http://proxy.example:3128' });
  });
});

describe('what is wrong', () => {
  it('names the nearest setting for a name nobody knows, in the environment and in the file', () => {
    expect(problemsOf({ AIWRITER_LOGLEVEL: 'info' })).toEqual(['AIWRITER_LOGLEVEL is not a setting; did you mean AIWRITER_LOG_LEVEL?']);
    expect(problemsOf({ AIWRITER_QWERTYUIOP: '1' })).toEqual(['AIWRITER_QWERTYUIOP is not a setting']);
    const file = settingsFile('typo.yaml', 'prot: 3000\n');
    expect(problemsOf({}, { file })).toEqual([`prot in ${file} is not a setting; did you mean port?`]);
  });

  it('says all of it at once, with the value and what it must be, but no secret', () => {
    const found = problemsOf({ AIWRITER_PORT: '70000', AIWRITER_LOCAL_ONLY: 'perhaps', OPENAI_BASE_URL: 'not-an-address-with-password' });
    expect(found).toEqual([
      'AIWRITER_PORT is "70000": it must be a whole number from 0 to 65535',
      'OPENAI_BASE_URL must be an address that begins with http:// or https://',
      'AIWRITER_LOCAL_ONLY is "perhaps": it must be true or false',
    ]);
  });

  it('refuses what a later version brings by name', () => {
    expect(problemsOf({ AIWRITER_BLOBS_URL: 's3://bucket' })[0]).toContain('names s3:, which is not in this version yet; use file:PATH');
    expect(problemsOf({ AIWRITER_VECTORS_URL: 'chroma+http://chroma:8000' })[0]).toContain('not in this version yet');
    expect(problemsOf({ AIWRITER_REDIS_URL: 'redis://redis' })[0]).toContain('not in this version yet');
    expect(problemsOf({ AIWRITER_DATABASE_URL: 'mysql://db' })[0]).toContain('must be sqlite:PATH or postgres://…');
  });

  it('refuses a secret given twice, or in a file that is not there', () => {
    const secret = settingsFile('twice', 'sk');
    expect(problemsOf({ OPENAI_API_KEY: 'sk', OPENAI_API_KEY_FILE: secret })).toEqual([
      'OPENAI_API_KEY and OPENAI_API_KEY_FILE are both set; keep one',
    ]);
    expect(problemsOf({ OPENAI_API_KEY_FILE: join(folder, 'gone') })[0]).toMatch(/gone, which cannot be read \(ENOENT\)$/);
  });

  it('refuses a settings file that is missing, broken or no mapping', () => {
    expect(problemsOf({}, { file: join(folder, 'none.yaml') })[0]).toContain('cannot be read (ENOENT)');
    expect(problemsOf({}, { file: settingsFile('broken.yaml', 'port: [1\n') })[0]).toContain('is not valid YAML');
    expect(problemsOf({}, { file: settingsFile('list.yaml', '- port\n') })[0]).toContain('must hold “name: value” lines');
  });

  it('passes over what Kubernetes injects for a Service of our name, and lists it', () => {
    const env = {
      AIWRITER_PORT: 'tcp://10.0.0.1:3000',
      AIWRITER_PORT_3000_TCP_ADDR: '10.0.0.1',
      AIWRITER_SERVICE_HOST: '10.0.0.1',
      AIWRITER_SERVICE_PORT_HTTP: '3000',
      AIWRITER_REDIS_SERVICE_PORT: '6379',
    };
    const { values, ignored } = loadConfig({ env, dataDir });
    expect(values.port).toBe(3000);
    expect(ignored).toEqual(Object.keys(env).sort());
  });
});

describe('what is shown', () => {
  it('hides keys, and passwords in addresses', () => {
    const env = { ANTHROPIC_API_KEY: 'sk-ant', AIWRITER_DATABASE_URL: 'postgres://writer:pa55@db.example/aiwriter' };
    const lines = loadConfig({ env, dataDir }).describe();
    expect(JSON.stringify(lines)).not.toMatch(/sk-ant|pa55/);
    expect(lines.find(({ name }) => name === 'databaseUrl')?.value).toBe('postgres://writer:(hidden)@db.example/aiwriter');
    expect(lines.find(({ name }) => name === 'anthropicApiKey')).toMatchObject({ value: '(hidden)', origin: 'ANTHROPIC_API_KEY' });
  });

  it('says that there is none of what is an empty list', () => {
    expect(lineOf('fetchAllow', { env: {}, dataDir })).toMatchObject({ value: null, default: null });
  });

  it('writes a settings file that changes nothing, and whose every line can be switched on', () => {
    expect(loadConfig({ env: {}, dataDir, file: settingsFile('sample.yaml', sampleSettingsFile()) }).values).toEqual(
      loadConfig({ env: {}, dataDir }).values,
    );
    const on = sampleSettingsFile().replaceAll(/^#(\w+:)/gm, '$1');
    expect(problemsOf({}, { file: settingsFile('on.yaml', on) })).toEqual([]);
  });
});

describe('the nearest name', () => {
  it('is the name itself after any single slip', () => {
    const names = ['AIWRITER_LOG_LEVEL', 'AIWRITER_LOG_FORMAT', 'AIWRITER_DATA_DIR', 'OPENAI_API_KEY'];
    const slip = fc.tuple(fc.constantFrom(...names), fc.nat({ max: 12 }), fc.constantFrom('', 'X', 'Q'));
    fc.assert(
      fc.property(slip, ([name, at, letter]) => {
        expect(nearest(name.slice(0, at) + letter + name.slice(at + 1), names)).toBe(name);
      }),
    );
  });
});
