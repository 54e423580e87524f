import type { EventSourceMessage } from 'eventsource-parser';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import type { RunEvent } from './run-progress.ts';

export interface RunStreamParts {
  fetch: typeof fetch;
  onEvent: (event: RunEvent) => void;
  /** Whether there is a connection. */
  onConnection: (isConnected: boolean) => void;
  signal: AbortSignal;
  /** Before a new try, milliseconds; doubled with each until the longest. */
  firstPauseMs?: number;
  longestPauseMs?: number;
}

/** Reads a run's events to its end, again and again from where it was cut. Resolves after `done`, or when the signal aborts. */
export async function readRunStream(runId: string, parts: RunStreamParts): Promise<void> {
  const { onEvent, onConnection, signal, firstPauseMs = 500, longestPauseMs = 10_000 } = parts;
  let lastId: string | null = null;
  let pauseMs = firstPauseMs;
  while (!signal.aborted) {
    try {
      const response: Response = await parts.fetch(`/api/v1/runs/${runId}/events`, {
        headers: { accept: 'text/event-stream', ...(lastId === null ? {} : { 'last-event-id': lastId }) },
        signal,
      });
      if (response.status === 204 || (response.status >= 400 && response.status < 500 && response.status !== 429)) return;
      if (response.ok && response.body !== null) {
        onConnection(true);
        for await (const { id, event, data } of messages(response.body)) {
          pauseMs = firstPauseMs;
          lastId = id ?? lastId;
          onEvent({ type: event ?? 'message', data: JSON.parse(data) as Record<string, unknown> });
          if (event === 'done') return;
        }
      }
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof TypeError)) throw error;
    }
    onConnection(false);
    await pause(pauseMs, signal);
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  }
}

async function* messages(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<EventSourceMessage> {
  const reader = body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream()).getReader();
  while (true) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
