import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { writer } from './answers.ts';
import type { Behaviour } from './behaviour.ts';
import { json, play } from './play.ts';
import { anthropicWire } from './wires/anthropic.ts';
import { googleWire } from './wires/google.ts';
import { mistralWire } from './wires/mistral.ts';
import { ollamaWire } from './wires/ollama.ts';
import { openaiWire } from './wires/openai.ts';
import type { Asked, Wire } from './wires/wire.ts';

/** Told apart by path and header, the more particular first. */
const wires: readonly Wire[] = [anthropicWire, googleWire, mistralWire, ollamaWire, openaiWire];

/** One request for an answer. */
export interface RecordedCall {
  asked: Asked;
  path: string;
  body: Record<string, unknown>;
  /** UTC ms. */
  at: number;
  behaviour: Behaviour['kind'];
  /** `aborted`: the caller closed the connection before the server had ended its answer. */
  outcome: 'open' | 'finished' | 'cut' | 'aborted';
}

export interface ModelServerOptions {
  port?: number;
  /** Names in the lists of models. */
  models?: readonly string[];
  /** What is done with calls no script is left for; by default the writer of `answers.ts`. */
  otherwise?: Behaviour;
}

export interface ModelServer {
  /** Without a path. As base URLs: `/v1` (OpenAI), `/anthropic/v1`, `/google/v1beta`, `/mistral/v1`; for Ollama as it is. */
  url: string;
  calls: RecordedCall[];
  /** Behaviours for the next calls, in order; with a model's name for calls of that model only. */
  script(behaviours: readonly Behaviour[], model?: string): void;
  otherwise(behaviour: Behaviour): void;
  /** Resolves when so many calls were received. */
  received(count: number): Promise<void>;
  /** Resolves when no call is open. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** A server on loopback that speaks the wire formats of five providers and does as it is told. */
export async function startModelServer(options: ModelServerOptions = {}): Promise<ModelServer> {
  const models = options.models ?? ['scripted'];
  const scripts = new Map<string, Behaviour[]>();
  let otherwise: Behaviour = options.otherwise ?? { kind: 'answer', text: writer };
  const calls: RecordedCall[] = [];
  const watchers = new Set<() => void>();
  const changed = () => {
    for (const watcher of [...watchers]) watcher();
  };

  const next = (model: string): Behaviour => scripts.get(model)?.shift() ?? scripts.get('')?.shift() ?? otherwise;

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const body = parse(await readText(request));
    const wire = wires.find((each) => request.method === 'POST' && each.answers(path));
    if (wire === undefined) return about(request, response, path, body);
    const asked = wire.ask(path, request.headers, body);
    const behaviour = next(asked.model);
    const call: RecordedCall = { asked, path, body, at: Date.now(), behaviour: behaviour.kind, outcome: 'open' };
    calls.push(call);
    response.on('close', () => {
      if (call.outcome === 'open') call.outcome = response.writableFinished ? 'finished' : 'aborted';
      changed();
    });
    changed();
    if (behaviour.kind === 'cut' && behaviour.how === 'reset') call.outcome = 'cut';
    await play(behaviour, asked, wire, response);
  }

  function about(request: IncomingMessage, response: ServerResponse, path: string, body: Record<string, unknown>): void {
    const said = control(path, body) ?? firstAbout(request, path, body);
    if (said === undefined) json(response, 404, { error: { message: `Nothing is served at ${request.method} ${path}` } });
    else json(response, 200, said);
  }

  /** What tests in other processes use. */
  function control(path: string, body: Record<string, unknown>): unknown {
    if (path === '/_calls') return calls;
    if (path !== '/_script') return undefined;
    const script = body as { behaviours?: Behaviour[]; model?: string };
    scripts.set(script.model ?? '', [...(script.behaviours ?? [])]);
    return { scripted: script.behaviours?.length ?? 0 };
  }

  function firstAbout({ method = 'GET', headers }: IncomingMessage, path: string, body: Record<string, unknown>): unknown {
    for (const wire of wires) {
      const said = wire.about(method, path, headers, body, models);
      if (said !== undefined) return said;
    }
    return undefined;
  }

  async function until(reached: () => boolean): Promise<void> {
    if (reached()) return;
    const done = Promise.withResolvers<void>();
    const check = () => {
      if (reached()) done.resolve();
    };
    watchers.add(check);
    await done.promise;
    watchers.delete(check);
  }

  const server = createServer((request, response) => {
    // Whoever aborts while the body is sent is no concern of the script's.
    receive(request, response).catch(() => response.destroy());
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    script: (behaviours, model = '') => void scripts.set(model, [...behaviours]),
    otherwise: (behaviour) => {
      otherwise = behaviour;
    },
    received: (count) => until(() => calls.length >= count),
    settled: () => until(() => calls.every((call) => call.outcome !== 'open')),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function parse(text: string): Record<string, unknown> {
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}
