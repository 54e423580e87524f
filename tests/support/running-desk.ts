import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { ControlClient } from '../../src/cli/control-client.ts';
import { loadConfig } from '../../src/config/index.ts';
import { startRuntime } from '../../src/runtime/index.ts';
import { readSourceFile } from './source-files/source-files.ts';

/** What tests read of the API's answers. */
export interface RunAnswer {
  id: string;
  status: string;
  waitingFor?: string;
  documentId: string | null;
  notice: string | null;
  model: string | null;
  outline?: { heading: string; notes?: string }[];
  steps: { name: string; status: string; usage: { inputTokens: number; outputTokens: number } | null }[];
  costUsd: number | null;
  usage: { inputTokens: number; outputTokens: number };
  error: { code: string; detail: string; hint: string | null } | null;
}

export interface DeskEvent {
  type: string;
  data: Record<string, unknown>;
  id: string | undefined;
}

export interface RunningDesk {
  client: ControlClient;
  dataDir: string;
  /** The whole stream of a run, to its `done` or to a wait. */
  watch(runId: string): Promise<DeskEvent[]>;
  /** Waits for the run's end or wait, and gives it. */
  finished(runId: string): Promise<RunAnswer>;
  stop(): Promise<void>;
}

/** The product in this process, on a folder of its own, reached over its control socket. No setting of this machine reaches it. */
export async function startDesk(env: Record<string, string> = {}, dataDir = temporaryFolder()): Promise<RunningDesk> {
  const config = loadConfig({ env: { AIWRITER_LOG_LEVEL: 'silent', ...env }, dataDir });
  const runtime = await startRuntime(config, { roles: ['worker'], network: null });
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopped ??= runtime.stop();
    return stopped;
  };
  onTestFinished(stop);
  const client = new ControlClient(runtime.controlSocket);
  const watch = async (runId: string): Promise<DeskEvent[]> => {
    const events: DeskEvent[] = [];
    for await (const message of client.events(`/runs/${runId}/events`, null)) {
      const event = { type: message.event ?? '', data: JSON.parse(message.data) as Record<string, unknown>, id: message.id };
      events.push(event);
      if (event.type === 'run.status' && event.data.status === 'waiting') break;
    }
    return events;
  };
  const finished = async (runId: string): Promise<RunAnswer> => {
    await watch(runId);
    return client.json<RunAnswer>({ method: 'GET', path: `/runs/${runId}` });
  };
  return { client, dataDir, watch, finished, stop };
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'aiwriter-desk-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The three files on coffee as sources of the library. @returns their IDs */
export async function addCoffeeSources({ client }: RunningDesk): Promise<string[]> {
  const ids: string[] = [];
  for (const name of ['notes.pdf', 'article.html', 'interview.vtt'] as const) {
    const form = new FormData();
    form.append('file', new Blob([Uint8Array.from(await readSourceFile(name))]), name);
    const encoded = new Response(form);
    const raw = { bytes: new Uint8Array(await encoded.arrayBuffer()), mediaType: encoded.headers.get('content-type') ?? '' };
    const { id: blobId } = await client.json<{ id: string }>({ method: 'POST', path: '/blobs', raw });
    ids.push((await client.json<{ id: string }>({ method: 'POST', path: '/sources', body: { kind: 'blob', blobId } })).id);
  }
  return ids;
}
