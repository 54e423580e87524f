import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { LoadedConfig } from '../config/index.ts';
import { controlSocketPath } from '../runtime/data-folder.ts';
import { AppError, isAppError } from '../shared/errors.ts';
import type { DeskUse } from './command.ts';
import { type ApiRequest, ConnectionLost, ControlClient } from './control-client.ts';

/** A process that holds the folder may be starting or stopping; it answers, or lets go of the folder, within this time. */
const patienceMs = 30_000;
const lookMs = 100;

/**
 * The installation a command works on: the process that holds the data folder, reached over its control socket, or,
 * when the folder is free, the same program started inside this command. Either way the public API is spoken.
 */
export class Desk {
  readonly #config: LoadedConfig;
  readonly #use: DeskUse;
  /** The run whose events are being read. */
  watched: string | null = null;
  #client: ControlClient;
  #stop: (() => Promise<void>) | null;
  #isClosed = false;

  private constructor(config: LoadedConfig, use: DeskUse, connection: Connection) {
    this.#config = config;
    this.#use = use;
    this.#client = connection.client;
    this.#stop = connection.stop;
  }

  static async open(config: LoadedConfig, use: DeskUse): Promise<Desk> {
    return new Desk(config, use, await connect(config, use));
  }

  json<T>(request: ApiRequest): Promise<T> {
    return this.#reliably(request, (client) => client.json<T>(request));
  }

  /** As `json` for work that must happen once, however often the connection breaks: the request carries a key of its own. */
  jsonOnce<T>(request: ApiRequest): Promise<T> {
    const keyed = { ...request, headers: { ...request.headers, 'idempotency-key': randomUUID() } };
    return this.#reliably(keyed, (client) => client.json<T>(keyed));
  }

  text(request: ApiRequest): Promise<string> {
    return this.#reliably(request, (client) => client.text(request));
  }

  bytes(request: ApiRequest): Promise<Buffer> {
    return this.#reliably(request, (client) => client.bytes(request));
  }

  /** True when the work goes on in another process after this command ends. */
  get isGuest(): boolean {
    return this.#stop === null;
  }

  /** All events of a run to its `done`, also when the process that plays it stops in between: then this command plays it on. */
  async *runEvents(runId: string): AsyncGenerator<{ type: string; data: Record<string, unknown> }> {
    let lastId: string | null = null;
    this.watched = runId;
    while (true) {
      try {
        for await (const message of this.#client.events(`/runs/${runId}/events`, lastId)) {
          lastId = message.id ?? lastId;
          const type = message.event ?? 'message';
          yield { type, data: JSON.parse(message.data) as Record<string, unknown> };
          if (type === 'done') return;
          if (type === 'run.status' && (JSON.parse(message.data) as { status: string }).status === 'waiting') return;
        }
      } catch (error) {
        if (!(error instanceof ConnectionLost)) throw error;
      }
      // The other process is on its way out and may still hold the folder.
      await pause(lookMs);
      await this.#reconnect();
    }
  }

  /** Sends, and sends again when the process that held the folder went away and the request is known to have done nothing or to be repeatable. */
  async #reliably<T>(request: ApiRequest, send: (client: ControlClient) => Promise<T>): Promise<T> {
    const deadline = performance.now() + patienceMs;
    const isRepeatable = request.method === 'GET' || request.headers?.['idempotency-key'] !== undefined;
    while (true) {
      try {
        return await send(this.#client);
      } catch (error) {
        if (!(error instanceof ConnectionLost)) throw error;
        if (error.wasSent && !isRepeatable) throw cutOff(error);
        if (performance.now() > deadline) throw noAnswer(this.#config.values.dataDir, error);
        await pause(lookMs);
        await this.#reconnect();
      }
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#client.close();
    await this.#stop?.();
    this.#stop = null;
  }

  /** The process that held the folder may be there again, or the folder free: then this command takes its place. */
  async #reconnect(): Promise<void> {
    // Work that was interrupted must not take the folder again behind the command's back.
    if (this.#isClosed) throw new AppError('unavailable', 'The command is ending');
    if (this.#stop !== null) return;
    const connection = await connect(this.#config, this.#use);
    this.#client = connection.client;
    this.#stop = connection.stop;
  }
}

interface Connection {
  client: ControlClient;
  /** Stops the program this command started itself; null when it joined a running one. */
  stop: (() => Promise<void>) | null;
}

/** Asks the socket first: whoever answers there holds the folder, and the product need not be loaded to find that out. */
async function connect(config: LoadedConfig, use: DeskUse): Promise<Connection> {
  const guest = { client: new ControlClient(controlSocketPath(config.values.dataDir)), stop: null };
  if (await guest.client.answers()) return guest;
  const { startRuntime } = await import('../runtime/index.ts');
  try {
    const runtime = await startRuntime(config, { roles: use === 'play' ? ['worker'] : [], network: null });
    return { client: new ControlClient(runtime.controlSocket), stop: () => runtime.stop() };
  } catch (error) {
    if (!isAppError(error, 'locked')) throw error;
    return guest;
  }
}

function cutOff(cause: ConnectionLost): AppError {
  return new AppError('unavailable', 'The running AI-Writer ended while it answered', {
    hint: 'Look whether the change was made, and repeat the command if it was not.',
    cause,
  });
}

function noAnswer(dataDir: string, cause: ConnectionLost): AppError {
  return new AppError('unavailable', `The process that holds ${dataDir} has not answered for ${patienceMs / 1000} seconds`, {
    hint: 'It may be starting, stopping or stuck. lock.json in the data folder names it.',
    cause,
  });
}
