import type { LoadedConfig } from '../config/index.ts';
import { isAppError } from '../shared/errors.ts';
import { type ApiRequest, ConnectionLost, ControlClient } from './control-client.ts';

/**
 * The installation a command works on: the process that holds the data folder, reached over its control socket, or,
 * when the folder is free, the same program started inside this command. Either way the public API is spoken.
 */
export class Desk {
  readonly #config: LoadedConfig;
  #client: ControlClient;
  #stop: (() => Promise<void>) | null;

  private constructor(config: LoadedConfig, connection: Connection) {
    this.#config = config;
    this.#client = connection.client;
    this.#stop = connection.stop;
  }

  static async open(config: LoadedConfig): Promise<Desk> {
    return new Desk(config, await connect(config));
  }

  json<T>(request: ApiRequest): Promise<T> {
    return this.#client.json<T>(request);
  }

  text(request: ApiRequest): Promise<string> {
    return this.#client.text(request);
  }

  bytes(request: ApiRequest): Promise<Buffer> {
    return this.#client.bytes(request);
  }

  /** All events of a run to its `done`, also when the process that plays it stops in between: then this command plays it on. */
  async *runEvents(runId: string): AsyncGenerator<{ type: string; data: Record<string, unknown> }> {
    let lastId: string | null = null;
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
      await this.#reconnect();
    }
  }

  async close(): Promise<void> {
    await this.#stop?.();
    this.#stop = null;
  }

  async #reconnect(): Promise<void> {
    if (this.#stop !== null) return;
    const connection = await connect(this.#config);
    this.#client = connection.client;
    this.#stop = connection.stop;
  }
}

interface Connection {
  client: ControlClient;
  /** Stops the program this command started itself; null when it joined a running one. */
  stop: (() => Promise<void>) | null;
}

async function connect(config: LoadedConfig): Promise<Connection> {
  const { startRuntime, controlSocketOfHolder } = await import('../runtime/index.ts');
  try {
    const runtime = await startRuntime(config, { roles: ['worker'], network: null });
    return { client: new ControlClient(runtime.controlSocket), stop: () => runtime.stop() };
  } catch (error) {
    if (!isAppError(error, 'locked')) throw error;
    const socket = await controlSocketOfHolder(config);
    if (socket === null) throw error;
    return { client: new ControlClient(socket), stop: null };
  }
}
