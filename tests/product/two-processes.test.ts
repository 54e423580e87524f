import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readInstallation } from '../support/installation-state.ts';
import { writtenByModel } from '../support/kill-cases.ts';
import { writer } from '../support/model-server/answers.ts';
import { type ModelServer, startModelServer } from '../support/model-server/model-server.ts';
import { callApi, createKey, runProgram, serveProduct, spawnProgram, temporaryFolder } from '../support/product.ts';
import { sourceFilePath } from '../support/source-files/source-files.ts';

const timeout = 120_000;

interface Started {
  child: ChildProcess;
  stderr: () => string;
  /** Resolves with the run's ID as soon as the command names it. */
  runId: Promise<string>;
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** A command that writes with a model, in the middle of its run when `runId` resolves. */
function startWrite(dataDir: string, server: ModelServer): Started {
  const { args, env } = writtenByModel(server.url);
  const child = spawnProgram(args, { dataDir, env });
  let stderr = '';
  const named = Promise.withResolvers<string>();
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    const runId = /run (run_[\w-]+)/.exec(stderr)?.[1];
    if (runId !== undefined) named.resolve(runId);
  });
  child.stdout?.resume();
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal }) as Awaited<Started['ended']>);
  ended.then(() => named.reject(new Error(`It ended before it had a run: ${stderr}`)), named.reject);
  return { child, stderr: () => stderr, runId: named.promise, ended };
}

/** A model that begins its answer and never ends it. */
async function hangingModel(): Promise<ModelServer> {
  const server = await startModelServer({ otherwise: { kind: 'hang', text: writer, words: 5 } });
  onTestFinished(() => server.close());
  return server;
}

function letItAnswer(server: ModelServer): void {
  server.otherwise({ kind: 'answer', text: writer });
}

describe('a command that is interrupted', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'by %s ends with 130, says how to go on, and the run goes on there',
    async (signal) => {
      const [dataDir, server] = [join(temporaryFolder(), 'data'), await hangingModel()];
      const command = startWrite(dataDir, server);
      const runId = await command.runId;
      await server.received(1);
      command.child.kill(signal);
      expect((await command.ended).code).toBe(130);
      expect(command.stderr()).toContain(`aiwriter run resume ${runId}`);
      expect(readInstallation(dataDir).runs).toMatchObject([{ id: runId, status: 'queued' }]);
      letItAnswer(server);
      const resumed = await runProgram(['run', 'resume', runId, '--json'], { dataDir, env: writtenByModel(server.url).env });
      expect(resumed.code, resumed.stderr).toBe(0);
      const after = readInstallation(dataDir);
      expect(after.runs).toMatchObject([{ id: runId, status: 'succeeded' }]);
      expect(after.documents).toHaveLength(1);
      // A second time it only exports again.
      const again = await runProgram(['run', 'resume', runId, '--json'], { dataDir });
      expect([again.code, JSON.parse(again.stdout).content]).toEqual([0, JSON.parse(resumed.stdout).content]);
    },
    timeout,
  );

  it(
    'beside a running product only stops watching',
    async () => {
      const [dataDir, server] = [join(temporaryFolder(), 'data'), await hangingModel()];
      const product = await serveProduct({ dataDir, env: writtenByModel(server.url).env });
      const command = startWrite(dataDir, server);
      const runId = await command.runId;
      await server.received(1);
      command.child.kill('SIGINT');
      expect((await command.ended).code).toBe(130);
      expect(command.stderr()).toMatch(/goes on in the running AI-Writer/);
      const cancelled = await runProgram(['run', 'cancel', runId], { dataDir });
      expect(cancelled.code, cancelled.stderr).toBe(0);
      await product.end('SIGTERM');
      expect(readInstallation(dataDir).runs).toMatchObject([{ id: runId, status: 'cancelled' }]);
    },
    timeout,
  );
});

describe('two commands at once', () => {
  it.each(['SIGINT', 'SIGKILL'] as const)(
    'the second finishes its run when the first, which held the folder, ends by %s',
    async (signal) => {
      const [dataDir, server] = [join(temporaryFolder(), 'data'), await hangingModel()];
      const first = startWrite(dataDir, server);
      await first.runId;
      const second = startWrite(dataDir, server);
      const secondRun = await second.runId;
      await server.received(2);
      letItAnswer(server);
      first.child.kill(signal);
      await first.ended;
      expect(await second.ended, second.stderr()).toEqual({ code: 0, signal: null });
      const state = readInstallation(dataDir);
      expect(state.damage).toEqual([]);
      expect(state.runs.find(({ id }) => id === secondRun)).toMatchObject({ status: 'succeeded' });
    },
    timeout,
  );

  it(
    'on a folder that is not there yet all do their work',
    async () => {
      const dataDir = join(temporaryFolder(), 'data');
      const files = ['recipe.md', 'interview.vtt', 'interview.txt', 'draft.md'] as const;
      const ended = await Promise.all(files.map((file) => runProgram(['source', 'add', sourceFilePath(file), '--json'], { dataDir })));
      expect(
        ended.map(({ code }) => code),
        ended.map(({ stderr }) => stderr).join(),
      ).toEqual(files.map(() => 0));
      expect(readInstallation(dataDir).sources).toHaveLength(files.length);
    },
    timeout,
  );
});

it(
  'keys are made, used, listed and revoked beside a running product',
  async () => {
    const dataDir = join(temporaryFolder(), 'data');
    const served = await serveProduct({ dataDir });
    const product = { address: served.address, key: await createKey({ dataDir }, 'content:read') };
    expect((await callApi(product, 'GET', '/sources')).status).toBe(200);
    expect((await callApi(product, 'POST', '/sources', { kind: 'text', text: 'x' })).status).toBe(403);
    const listed = await runProgram(['key', 'list', '--json'], { dataDir });
    const [key] = JSON.parse(listed.stdout) as { id: string; scopes: string[] }[];
    expect(key?.scopes).toEqual(['content:read']);
    expect(listed.stdout).not.toContain(product.key);
    expect((await runProgram(['key', 'revoke', key?.id ?? ''], { dataDir })).code).toBe(0);
    expect((await callApi(product, 'GET', '/sources')).status).toBe(401);
    await served.end('SIGTERM');
  },
  timeout,
);
