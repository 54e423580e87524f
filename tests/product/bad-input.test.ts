import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mapBounded } from '../../src/shared/map-bounded.ts';
import { writeBadFiles } from '../support/bad-files.ts';
import { startBadWeb } from '../support/bad-web.ts';
import { dumpInstallation } from '../support/installation-state.ts';
import { startModelServer } from '../support/model-server/model-server.ts';
import { callApi, createKey, type Finished, runProgram, serveProduct, temporaryFolder } from '../support/product.ts';
import { sourceFilePath } from '../support/source-files/source-files.ts';

const timeout = 240_000;
/**
 * What changes by itself or is a record of the request: the answer under its key, what was fetched, when a key was used, who schedules,
 * what is embedded in the background; the inside of the search index.
 */
const records = /^(idempotency_keys|outgoing_log|api_keys|leases|vector_tasks|search_index_.*)$/;

/** What cannot be read as a source, and what is said of it. */
const unreadable: [file: string, words: string][] = [
  ['blank.txt', 'no text'],
  ['binary.bin', 'binary data'],
  ['picture.png', 'PNG picture'],
  ['encrypted.pdf', 'encrypted'],
  ['scanned.pdf', 'no text layer'],
  ['cut.pdf', 'damaged'],
  ['bomb.docx', 'unpacks to far more'],
  ['entities.docx', 'XML entities'],
];

/** Decimal, hexadecimal, octal, short, mapped, embedded, with the root's dot, in other digits, by name. */
const spellingsOfLoopback = [
  ...['127.0.0.1', '2130706433', '0x7f.1', '017700000001', '127.1', '0', '127.0.0.1.', '①②⑦.⓪.⓪.①', '127。0。0。1', '%31%32%37.0.0.1'],
  ...['[::1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::127.0.0.1]', '[64:ff9b::7f00:1]', '[2002:7f00:1::]'],
  ...['localhost', 'LOCALHOST', 'localhost.'],
];

describe('bad input to a command', () => {
  it(
    'is refused with a reason and a hint, and changes nothing',
    async () => {
      const file = writeBadFiles(mkdtempSync(join(temporaryFolder(), 'files ')));
      const web = await startBadWeb();
      const models = await startModelServer();
      const dataDir = temporaryFolder();
      const product = await serveProduct({
        dataDir,
        env: { AIWRITER_FETCH_ALLOW: web.open, AIWRITER_FETCH_SECONDS: '1', AIWRITER_FETCH_MB: '1', OPENAI_BASE_URL: `${models.url}/v1` },
      });
      // The first file of a workspace also makes its key.
      expect((await runProgram(['source', 'add', sourceFilePath('recipe.md')], { dataDir })).code).toBe(0);
      const good = ['--source', file('good.txt')];
      const cases: Record<string, { args: string[]; says: RegExp; code?: 2 | 3 }> = {
        // First, because the parser is given its full minute.
        'a source that makes the parser spin': {
          args: ['research', 'Coffee', '--source', file('spinning.pdf')],
          // It runs into its limit of time or of memory, whichever comes first on this machine.
          says: /spinning\.pdf: parse was stopped .*Its (time|memory) limit is (60000 ms|1024 MiB)/s,
        },
        'no topic': { args: ['research', ' ', ...good], says: /topic is empty/ },
        'a topic of 130 kB': { args: ['research', 'x'.repeat(130_000), ...good], says: /The topic must have at most 2,000 characters/ },
        'a source that is missing': { args: ['research', 'Coffee', '--source', file('missing.txt')], says: /no such file/ },
        'a source that is a folder': { args: ['research', 'Coffee', '--source', tmpdir()], says: /folder/ },
        'a source that never ends': { args: ['research', 'Coffee', '--source', '/dev/zero'], says: /goes on; at most 209715200 bytes/ },
        'a source that is too large': { args: ['research', 'Coffee', '--source', file('large.bin')], says: /has 300000000 bytes/ },
        'an empty source': { args: ['research', 'Coffee', ...good, '--source', file('empty.txt')], says: /is empty/ },
        ...Object.fromEntries(
          unreadable.map(([name, says]) => [
            `a source that is ${name}`,
            // One of several: its name must be said.
            { args: ['research', 'Coffee', ...good, '--source', file(name)], says: new RegExp(`${name}: .*${says}`), code: 2 as const },
          ]),
        ),
        'a draft that is binary': { args: ['check', file('binary.bin'), ...good], says: /binary\.bin: .*binary file/ },
        'a draft with a bad source': { args: ['check', file('good.txt'), '--source', file('scanned.pdf')], says: /scanned\.pdf: / },
        'several sources of which one is bad': {
          args: ['source', 'add', file('good.txt'), file('encrypted.pdf')],
          says: /encrypted\.pdf: /,
        },
        'several drafts of which one is bad': { args: ['document', 'import', file('good.txt'), file('bomb.docx')], says: /bomb\.docx: / },
        ...Object.fromEntries(
          privateAddresses(web.closed).map((url) => [
            `the address ${url}`,
            {
              args: ['research', 'Coffee', ...good, '--source', url],
              says: /private|loopback|link-local|not public|reserved|address/i,
              code: 3 as const,
            },
          ]),
        ),
        'another scheme': { args: ['source', 'add', 'file:///etc/passwd'], says: /file:.*is no http or https address/ },
        'an address without a host': { args: ['source', 'add', 'http://'], says: /http:\/\/ is no http or https address/ },
        'an address with a password': { args: ['source', 'add', `http://a:b@${web.open}/`], says: /user name or password/, code: 2 },
        'an address behind another name': { args: ['source', 'add', `http://example.com@${web.closed}/`], says: /user name or password/ },
        'a redirect into the network': {
          args: ['research', 'Coffee', ...good, '--source', `http://${web.open}/to-private`],
          says: /./,
          code: 3,
        },
        'a redirect without end': { args: ['source', 'add', `http://${web.open}/round`], says: /redirects more than/ },
        'an answer of 1 GB': { args: ['research', 'Coffee', ...good, '--source', `http://${web.open}/huge`], says: /larger|most|bytes|MB/ },
        'an endless answer': { args: ['source', 'add', `http://${web.open}/endless`], says: /larger|most|bytes|MB/ },
        'a slow drip': { args: ['research', 'Coffee', ...good, '--source', `http://${web.open}/drip`], says: /did not finish within 1 s/ },
        'an unknown type': { args: ['write', 'Coffee', '--type', 'sonnet', ...good], says: /--type must be one of article, / },
        'an unknown language': { args: ['write', 'Coffee', '--language', 'xx', ...good], says: /--language is not a known language/ },
        'an unknown author': { args: ['write', 'Coffee', '--author', 'ghost', ...good], says: /--author must be one of model, extractive/ },
        'an unknown model': { args: ['write', 'Coffee', '--model', 'openai/none', ...good], says: /no model/ },
        'an unknown provider': { args: ['write', 'Coffee', '--model', 'nobody/none', ...good], says: /nobody/, code: 3 },
        'no words': { args: ['write', 'Coffee', '--words', '0', ...good], says: /--words must be at least 50/ },
        'a million words': { args: ['write', 'Coffee', '--words', '1000000', ...good], says: /--words must be at most 20,000/ },
        'words that are no number': { args: ['write', 'Coffee', '--words', 'abc', ...good], says: /--words must be a number/ },
        'a budget without a price': { args: ['write', 'Coffee', '--model', 'openai/scripted', '--budget', '1', ...good], says: /price/ },
        'a budget of nothing': { args: ['write', 'Coffee', '--budget', '0', ...good], says: /--budget must be more than 0/ },
        'a budget below nothing': { args: ['write', 'Coffee', '--budget', '-1', ...good], says: /--budget must be more than 0/ },
        'an --out in a folder that is not there': {
          args: ['research', 'Coffee', ...good, '--out', '/nowhere/x.md'],
          says: /cannot be written/,
        },
        'an --out that is a folder': { args: ['research', 'Coffee', ...good, '--out', tmpdir()], says: /no file/ },
        'an unknown run': { args: ['run', 'resume', 'run_none'], says: /no run/ },
        'an unknown document': { args: ['document', 'export', 'doc_none'], says: /no document/ },
        'an unknown format': { args: ['document', 'export', 'doc_none', '--format', 'pdf'], says: /pdf/ },
      };
      const before = dumpOf(dataDir);
      const refused = await mapBounded(Object.entries(cases), 2, async ([name, { args, says, code }]) => {
        const ended = await runProgram([...args, '--json'], { dataDir });
        return { name, says, code, ended };
      });
      expect(refused.flatMap(({ name, says, code, ended }) => (isRefusal(ended, says, code) ? [] : [{ name, ended }]))).toEqual([]);
      expect(dumpOf(dataDir)).toEqual(before);
      expect(web.reached()).toBe(0);
      expect(models.calls).toEqual([]);
      await product.end('SIGTERM');
    },
    timeout,
  );
});

describe('bad input to the API', () => {
  it(
    'is a problem document, and changes nothing',
    async () => {
      const dataDir = temporaryFolder();
      const served = await serveProduct({ dataDir });
      const product = { address: served.address, key: await createKey({ dataDir }) };
      const before = dumpOf(dataDir);
      const good = { kind: 'text', text: 'Cold brew steeps for sixteen hours.' };
      const bodies: unknown[] = [
        { kind: 'research', brief: { topic: '' }, sources: [good] },
        { kind: 'research', brief: { topic: 'x'.repeat(10_000_000) }, sources: [good] },
        { kind: 'research', brief: { topic: 'Coffee' }, sources: [good, { kind: 'text', text: ' ' }] },
        { kind: 'research', brief: { topic: 'Coffee' }, sources: [good, { kind: 'blob', blobId: 'none' }] },
        { kind: 'research', brief: { topic: 'Coffee' }, sources: [good, { kind: 'url', url: 'http://127.1/' }] },
        { kind: 'research', brief: { topic: 'Coffee' }, sources: [good, 'src_01a20a75-736f-76d8-818b-662bbdb2dcda'] },
        { kind: 'check', sources: [good] },
        { kind: 'check', draft: { blobId: 'none' }, sources: [good] },
        { kind: 'write', brief: { topic: 'Coffee', words: 0 }, author: 'extractive', sources: [good] },
        { kind: 'write', brief: { topic: 'Coffee' }, author: 'model', sources: [good] },
        { kind: 'sing', brief: { topic: 'Coffee' }, sources: [good] },
        { kind: 'research', brief: { topic: 'Coffee', mood: 'good' }, sources: [good] },
      ];
      for (const body of bodies) {
        const { status, body: problem, headers } = await callApi<{ detail: string; hint: string | null }>(product, 'POST', '/runs', body);
        const words = `${JSON.stringify(body).slice(0, 200)}: ${status} ${JSON.stringify(problem)}`;
        expect(status, words).toBeGreaterThanOrEqual(400);
        expect(status, words).toBeLessThan(500);
        expect(headers.get('content-type'), words).toContain('application/problem+json');
        expect(problem.hint, words).toEqual(expect.stringMatching(/\S/));
      }
      expect(dumpOf(dataDir)).toEqual(before);
      await served.end('SIGTERM');
    },
    timeout,
  );
});

/** Exit code, JSON on stdout and words on stderr agree, and there is a hint. */
function isRefusal({ code, stdout, stderr }: Finished, says: RegExp, expected: 2 | 3 | undefined): boolean {
  if (expected === undefined ? code !== 2 && code !== 3 : code !== expected) return false;
  const { error } = JSON.parse(stdout) as { error: { code: string; detail: string; hint: string | null } };
  const isSaid = says.test(`${error.detail} ${stderr}`) && stderr.includes(error.detail);
  return isSaid && error.hint !== null && error.hint.trim() !== '' && stderr.includes(error.hint);
}

function privateAddresses(closed: string): string[] {
  const port = closed.split(':')[1];
  return [
    ...spellingsOfLoopback.map((host) => `http://${host}:${port}/`),
    'http://169.254.169.254/latest/meta-data/',
    'http://10.0.0.1/',
    'http://[fe80::1]/',
    'http://[fd00::1]/',
    'http://100.64.0.1/',
  ];
}

function dumpOf(dataDir: string): Record<string, string[]> {
  return Object.fromEntries(Object.entries(dumpInstallation(dataDir)).filter(([table]) => !records.test(table)));
}
