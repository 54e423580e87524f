import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { mapBounded } from '../../src/shared/map-bounded.ts';
import { createPostgresDatabase } from '../support/databases.ts';
import { administer, queryPostgres } from '../support/postgres.ts';
import { callApi, createKey, type ProgramOptions, runProgram, serveProduct, temporaryFolder, waitFor } from '../support/product.ts';
import { type SourceFileName, sourceFilePath } from '../support/source-files/source-files.ts';

const preload = [fileURLToPath(new URL('../support/kill-at-boundary.mjs', import.meta.url))];
const named = (...names: SourceFileName[]) => names.flatMap((name) => ['--source', sourceFilePath(name)]);
const sources = named('notes.pdf', 'article.html', 'interview.vtt');
const quick = named('interview.vtt', 'recipe.md');
const texts = ['Cold brew steeps for 16 hours. It is served cold.', 'Espresso takes 30 seconds. It is served hot.'];

interface Installation {
  url: string;
  /** Options of one process: its own data folder, and the database, blobs and key that all share. */
  process: () => ProgramOptions;
}

/** An installation on an empty database: its first process migrates it. */
async function installation(): Promise<Installation> {
  const url = await createPostgresDatabase('template0');
  const shared = temporaryFolder();
  const keyFile = join(shared, 'installation.key');
  writeFileSync(keyFile, randomBytes(32).toString('base64url'), { mode: 0o600 });
  const env = {
    AIWRITER_DATABASE_URL: url,
    AIWRITER_BLOBS_URL: `file:${join(shared, 'blobs')}`,
    AIWRITER_KEY_FILE: keyFile,
  };
  return { url, process: () => ({ dataDir: join(temporaryFolder(), 'data'), env }) };
}

async function succeed(args: readonly string[], options: ProgramOptions): Promise<string> {
  const { code, stdout, stderr } = await runProgram(args, options);
  expect(code, `${args[0]}: ${stderr}`).toBe(0);
  return stdout;
}

/** Every run succeeded, and the end of each of its steps was told once. */
async function expectPlayedOnce(url: string, runs: number): Promise<void> {
  const states = await queryPostgres(url, 'select status, error from runs');
  expect(states).toEqual(Array.from({ length: runs }, () => ({ status: 'succeeded', error: null })));
  const unfinished = await queryPostgres(url, "select run_id, name, status from steps where status <> 'succeeded'");
  expect(unfinished).toEqual([]);
  const told = await queryPostgres(
    url,
    `select s.run_id, s.name, count(e.run_id)::int as times from steps s
     left join run_events e on e.run_id = s.run_id and e.type = 'step.finished' and (e.data::json ->> 'step') = s.name
     group by s.run_id, s.name having count(e.run_id) <> 1`,
  );
  expect(told).toEqual([]);
}

describe('the product on PostgreSQL', () => {
  it('makes a dossier, checks a draft and assembles a piece from the command line', async () => {
    const { url, process } = await installation();
    const options = process();
    const folder = temporaryFolder();
    const dossier = join(folder, 'dossier.md');
    await succeed(['research', 'Cold brew or espresso?', ...sources, '--out', dossier], options);
    expect(readFileSync(dossier, 'utf8')).toContain('notes.pdf');
    expect(JSON.parse(await succeed(['check', sourceFilePath('draft.md'), ...sources, '--json'], options))).toBeTypeOf('object');
    const piece = join(folder, 'piece.md');
    await succeed(['write', 'Cold brew or espresso?', '--author', 'extractive', ...sources, '--out', piece], options);
    expect(readFileSync(piece, 'utf8')).toMatch(/^---\n[\s\S]*author: extractive[\s\S]*\n\[\^1\]: /);
    await expectPlayedOnce(url, 3);
    expect(await queryPostgres(url, 'select count(*)::int as sources from sources')).toEqual([{ sources: 3 }]);
  });

  it('serves the API, makes keys beside it, and streams a run that can be read again from every event', async () => {
    const { process } = await installation();
    const options = process();
    const { address, end } = await serveProduct(options);
    const product = { address, key: await createKey(options) };
    const body = {
      kind: 'write',
      author: 'extractive',
      brief: { topic: 'Coffee' },
      sources: texts.map((text) => ({ kind: 'text', text })),
    };
    const run = await callApi<{ id: string }>(product, 'POST', '/runs', body);
    expect(run.status).toBe(202);
    const read = (after?: string) => readEvents(`${address}/api/v1/runs/${run.body.id}/events`, product.key, after);
    await read();
    const events = await read();
    expect(events.at(-1)).toMatchObject({ type: 'done' });
    for (const [index, { id }] of events.slice(0, -1).entries()) expect(await read(id)).toEqual(events.slice(index + 1));
    await end('SIGTERM');
  });

  it('finishes a run that was killed, when the claim of the dead process has run out', async () => {
    const command = ['write', 'Cold brew', '--author', 'extractive', ...quick, '--json'];
    const crossed = await countBoundaries(command);
    await mapBounded([0.6, 0.75, 0.9], 3, async (part) => {
      const { url, process } = await installation();
      const options = process();
      await succeed(['run', 'list'], options);
      const killed = await runProgram(command, withBoundaries(options, { KILL_AT_BOUNDARY: String(Math.round(crossed * part)) }));
      expect(killed.signal, killed.stderr).toBe('SIGKILL');
      const [run] = await queryPostgres<{ id: string }>(url, 'select id from runs');
      await succeed(['run', 'resume', run?.id ?? 'There is no run yet', '--json'], options);
      await expectPlayedOnce(url, 1);
      expect(await queryPostgres(url, 'select count(*)::int as documents from documents')).toEqual([{ documents: 1 }]);
    });
  });

  it('is played by two processes with folders of their own: no step twice, also when one of them is killed', async () => {
    const { url, process } = await installation();
    const [first, second] = [process(), process()];
    const servers = [await serveProduct(first), await serveProduct(second)] as const;
    const key = await createKey(first);
    await administer(url, ...rememberClaims);
    const create = async (made: number): Promise<void> => {
      const address = servers[made % 2]?.address ?? '';
      const sources = texts.map((text) => ({ kind: 'text', text: `${text} Cup ${made}.` }));
      const body = { kind: 'research', brief: { topic: `Coffee ${made}` }, sources };
      expect((await callApi({ address, key }, 'POST', '/runs', body)).status).toBe(202);
    };
    const runs = 24;
    await mapBounded([...Array(runs).keys()], 6, create);
    const players = 'select distinct holder from claims_seen';
    await waitFor('both to play', async () => (await queryPostgres(url, players)).length === 2, 60_000);
    await servers[1].end('SIGKILL');
    const open = "select 1 from runs where status in ('queued', 'running')";
    await waitFor('all runs to end', async () => (await queryPostgres(url, open)).length === 0, 180_000);
    await expectPlayedOnce(url, runs);
    await servers[0].end('SIGTERM');
  });
});

/** A run that has ended has no holder any more. */
const rememberClaims = [
  'create table claims_seen (holder text)',
  `create function remember_claim() returns trigger language plpgsql as
   $$ begin insert into claims_seen values (new.lease_holder); return new; end $$`,
  `create trigger remember_claim after update of lease_holder on runs for each row
   when (new.lease_holder is not null) execute function remember_claim()`,
];

function withBoundaries(options: ProgramOptions, env: Record<string, string>): ProgramOptions {
  return { ...options, preload, env: { ...options.env, ...env } };
}

/** How many boundaries a command crosses on an installation that was started before. */
async function countBoundaries(command: readonly string[]): Promise<number> {
  const options = (await installation()).process();
  await succeed(['run', 'list'], options);
  const file = join(temporaryFolder(), 'count');
  await succeed(command, withBoundaries(options, { COUNT_BOUNDARIES_IN: file }));
  return Number(readFileSync(file, 'utf8'));
}

interface StreamedEvent {
  type: string;
  id: string;
  data: string;
}

/** The numbered events of a stream that ends, after one of them. */
async function readEvents(url: string, key: string, after?: string): Promise<StreamedEvent[]> {
  const headers = { authorization: `Bearer ${key}`, ...(after === undefined ? {} : { 'last-event-id': after }) };
  const response = await fetch(url, { headers });
  expect(response.status).toBe(200);
  const blocks = (await response.text()).split('\n\n').map((block) => new Map(block.split('\n').map((line) => splitField(line))));
  return blocks
    .filter((fields) => fields.has('id'))
    .map((fields) => ({ type: fields.get('event') ?? '', id: fields.get('id') ?? '', data: fields.get('data') ?? '' }));
}

function splitField(line: string): [string, string] {
  const at = line.indexOf(': ');
  return [line.slice(0, at), line.slice(at + 2)];
}
