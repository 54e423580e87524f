import { request as httpRequest, type IncomingMessage } from 'node:http';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { AppError, type ErrorCode, errorCatalogue, type FieldError } from '../shared/errors.ts';

/** The program at the other end of the socket is gone: it stopped, or was killed. */
export class ConnectionLost extends Error {
  /** False when nobody listened, so that the request certainly did nothing. */
  readonly wasSent: boolean;

  constructor(cause: unknown) {
    super('The connection to the running AI-Writer was lost', { cause });
    this.name = 'ConnectionLost';
    const { code } = (cause ?? {}) as NodeJS.ErrnoException;
    this.wasSent = code !== 'ENOENT' && code !== 'ECONNREFUSED';
  }
}

export interface ApiRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Under `/api/v1`, `/runs?limit=5`. */
  path: string;
  body?: unknown;
  /** Bytes instead of JSON, with their media type. */
  raw?: { bytes: Uint8Array; mediaType: string };
  headers?: Record<string, string>;
}

/** Speaks the public API over the control socket, as the operator of this machine. */
export class ControlClient {
  readonly #socketPath: string;
  readonly #closing = new AbortController();

  constructor(socketPath: string) {
    this.#socketPath = socketPath;
  }

  /** Breaks off what is still open: a stream that nobody reads any more would keep the process alive. */
  close(): void {
    this.#closing.abort();
  }

  /** True when somebody answers commands there. */
  async answers(): Promise<boolean> {
    try {
      await this.text({ method: 'GET', path: '/me' });
      return true;
    } catch (error) {
      return !(error instanceof ConnectionLost);
    }
  }

  /** The answer's JSON. Throws AppError with the API's code and hint, or ConnectionLost. */
  async json<T>(request: ApiRequest): Promise<T> {
    const text = await this.text(request);
    return (text === '' ? null : JSON.parse(text)) as T;
  }

  async text(request: ApiRequest): Promise<string> {
    const bytes = await this.bytes(request);
    return bytes.toString('utf8');
  }

  async bytes(request: ApiRequest): Promise<Buffer> {
    return readAll(await this.#send(request));
  }

  /** Events of a stream until it ends. The ID of the last one is where to resume. */
  async *events(path: string, lastEventId: string | null): AsyncGenerator<EventSourceMessage> {
    const headers: Record<string, string> = { accept: 'text/event-stream' };
    if (lastEventId !== null) headers['last-event-id'] = lastEventId;
    const response = await this.#send({ method: 'GET', path, headers });
    const messages: EventSourceMessage[] = [];
    const parser = createParser({ onEvent: (message) => messages.push(message) });
    response.setEncoding('utf8');
    try {
      for await (const chunk of response) {
        parser.feed(chunk as string);
        yield* messages.splice(0);
      }
    } catch (error) {
      throw new ConnectionLost(error);
    }
  }

  #send(request: ApiRequest): Promise<IncomingMessage> {
    const { payload, headers } = bodyOf(request);
    return new Promise((resolve, reject) => {
      const sent = httpRequest(
        {
          socketPath: this.#socketPath,
          signal: this.#closing.signal,
          // A connection of its own: one that was kept may be closed by the other end at the moment it is used again.
          agent: false,
          method: request.method,
          path: `/api/v1${request.path}`,
          headers: { host: 'localhost', ...headers, ...request.headers },
        },
        (response) => {
          if ((response.statusCode ?? 500) < 400) resolve(response);
          else readAll(response).then((body) => reject(problemFrom(body, response.statusCode ?? 500)), reject);
        },
      );
      sent.on('error', (error) => reject(explainConnection(error, this.#socketPath)));
      sent.end(payload);
    });
  }
}

function explainConnection(error: NodeJS.ErrnoException, socketPath: string): Error {
  if (error.code !== 'EACCES') return new ConnectionLost(error);
  return new AppError('forbidden', `This user may not speak to the running AI-Writer: ${socketPath} belongs to another user`, {
    hint: 'Run the command as the user that runs it, or use its web address with an API key.',
    cause: error,
  });
}

function bodyOf(request: ApiRequest): { payload: Uint8Array | string | undefined; headers: Record<string, string> } {
  if (request.raw !== undefined) return { payload: request.raw.bytes, headers: { 'content-type': request.raw.mediaType } };
  if (request.body === undefined) return { payload: undefined, headers: {} };
  return { payload: JSON.stringify(request.body), headers: { 'content-type': 'application/json' } };
}

async function readAll(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of response) chunks.push(chunk as Buffer);
  } catch (error) {
    throw new ConnectionLost(error);
  }
  return Buffer.concat(chunks);
}

function problemFrom(body: Buffer, status: number): AppError {
  try {
    const problem = JSON.parse(body.toString('utf8')) as { code: string; detail: string; hint: string | null; errors?: FieldError[] };
    const code = problem.code in errorCatalogue ? (problem.code as ErrorCode) : 'internal';
    return new AppError(code, problem.detail, { hint: problem.hint ?? undefined, errors: problem.errors });
  } catch (error) {
    return new AppError('internal', `The running AI-Writer answered with status ${status} and no reason`, { cause: error });
  }
}
