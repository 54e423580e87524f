import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callApi, createKey, runProgram, serveProduct, temporaryFolder, waitFor } from '../support/product.ts';
import { installLocalModel } from './local-model/install.ts';

/** A real model, and a bad one: what it writes is not judged, only that the product stays honest about it. */
const sourceText = `# Cold brew
Cold brew steeps in cold water for 16 hours. A litre of cold brew holds about 800 milligrams of caffeine.

# Espresso
An espresso takes 30 seconds. A single espresso holds about 75 milligrams of caffeine.
`;
const timeout = 600_000;

let baseUrl: string;
let end: () => void;

beforeAll(async () => {
  const { modulePath, modelPath } = installLocalModel();
  const server = spawn(process.execPath, [join(import.meta.dirname, 'local-model/server.ts'), modulePath, modelPath], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  end = () => void server.kill('SIGKILL');
  const address = once(server.stdout, 'data').then(([chunk]) => String(chunk).trim());
  const failed = once(server, 'exit').then(([code]) => Promise.reject(new Error(`The server of the local model ended with ${code}.`)));
  baseUrl = `${await Promise.race([address, failed])}/v1`;
}, timeout);
afterAll(() => end?.());

function environment(): Record<string, string> {
  return {
    OPENAI_BASE_URL: baseUrl,
    OPENAI_API_KEY: 'none',
    AIWRITER_MODEL_FIRST_TOKEN_SECONDS: '300',
    AIWRITER_MODEL_TOTAL_SECONDS: '500',
  };
}

function unfold(text: string): string {
  return text.replace(/\\(?=[!-/:-@[-`{-~])/g, '').replace(/\s+/g, ' ');
}

/** Every reference has a definition, every definition leads to the one source there is, every quote stands in it. */
function expectHonest(file: string, address: string): void {
  const body = file.split('\n---\n').slice(1).join('\n---\n');
  const definitions = [...body.matchAll(/^\[\^(\d+)\]: (.*)$/gm)];
  const references = new Set([...body.matchAll(/\[\^(\d+)\](?!:)/g)].map((match) => match[1]));
  expect(references).toEqual(new Set(definitions.map((match) => match[1])));
  for (const [, , definition = ''] of definitions) {
    expect(definition).toContain(`](${address})`);
    const quote = / — “(.*)”$/.exec(definition)?.[1];
    if (quote === undefined) expect(definition).toContain('not supported');
    else expect(unfold(sourceText)).toContain(unfold(quote));
  }
  const links = [...body.matchAll(/\]\(([^)]*)\)/g)].map((match) => match[1]);
  expect(links.filter((link) => link !== address)).toEqual([]);
}

describe('a small model of this machine', { timeout }, () => {
  it('writes a piece from the command line, or the command says why not', async () => {
    const folder = temporaryFolder();
    const [source, piece] = [join(folder, 'coffee.md'), join(folder, 'piece.md')];
    writeFileSync(source, sourceText);
    const args = ['write', 'Cold brew or espresso?', '--source', source, '--words', '80', '--out', piece];
    const { code, stderr } = await runProgram(args, { dataDir: join(folder, 'data'), env: environment() });
    console.log(`write ended with ${code}: ${stderr.trim().split('\n').slice(-2).join(' ')}`);
    expect([0, 1], stderr).toContain(code);
    if (code === 0) expectHonest(readFileSync(piece, 'utf8'), 'file:coffee.md');
    else expect(stderr).toMatch(/openai\/smollm2-135m .+\n {2}.*aiwriter run resume run_/);
  });

  it('writes the sections of an outline that is given, and cites nothing that is not there', async () => {
    const options = { dataDir: join(temporaryFolder(), 'data'), env: environment() };
    const served = await serveProduct(options);
    const product = { address: served.address, key: await createKey(options) };
    const source = await callApi<{ id: string; address: string }>(product, 'POST', '/sources', {
      kind: 'text',
      title: 'Coffee',
      text: sourceText,
    });
    const brief = { topic: 'Cold brew or espresso?', words: 80, outline: [{ heading: 'Cold brew' }, { heading: 'Espresso' }] };
    const made = await callApi<{ id: string }>(product, 'POST', '/runs', { kind: 'write', brief, sources: [source.body.id] });
    expect(made.status, JSON.stringify(made.body)).toBe(202);
    const run = await waitFor('the run to end', () => ended(product, made.body.id), timeout);
    console.log(`the run ${run.status}: ${run.usage.inputTokens} tokens read, ${run.usage.outputTokens} written`);
    if (run.status === 'failed')
      expect(run.error).toMatchObject({ detail: expect.stringMatching(/\w/), hint: expect.stringMatching(/\w/) });
    else {
      expect(run).toMatchObject({ status: 'succeeded', error: null });
      expect(run.usage.outputTokens).toBeGreaterThan(0);
      expectHonest(await exported(product, run.documentId ?? ''), source.body.address);
    }
    await served.end('SIGTERM');
  });
});

interface RunView {
  status: string;
  documentId: string | null;
  usage: { inputTokens: number; outputTokens: number };
  error: { detail: string; hint: string | null } | null;
}

async function ended(product: { address: string; key: string }, id: string): Promise<RunView | null> {
  const { body } = await callApi<RunView>(product, 'GET', `/runs/${id}`);
  return ['queued', 'running'].includes(body.status) ? null : body;
}

async function exported({ address, key }: { address: string; key: string }, documentId: string): Promise<string> {
  const url = `${address}/api/v1/documents/${documentId}/export?format=md`;
  return (await fetch(url, { headers: { authorization: `Bearer ${key}` } })).text();
}
