import type { OutgoingLimits } from '../../ports/outgoing-door.ts';
import { AppError } from '../../shared/errors.ts';
import { withinIdle } from './deadline.ts';

export interface BodyWatch {
  host: string;
  limits: OutgoingLimits;
  /** Ends the body also when nobody reads it. */
  signal: AbortSignal;
  /** Turns whatever the connection threw into the error the reader gets. */
  explain(error: unknown): unknown;
  /** Called when the body was read to its end (null) or why not; only the first call counts. */
  ended(bytes: number, error: unknown): void;
}

/** The body, cut with an error at its limits of size and silence. Nothing is read ahead of the reader. */
export function limitedBody(source: ReadableStream<Uint8Array>, watch: BodyWatch): ReadableStream<Uint8Array> {
  const reader = source.getReader();
  let bytes = 0;

  async function fail(controller: ReadableStreamDefaultController, error: unknown): Promise<void> {
    const explained = watch.explain(error);
    watch.ended(bytes, explained);
    controller.error(explained);
    // The connection is torn down by `ended`; a second error from it has nobody left to tell.
    await reader.cancel(explained).catch(() => undefined);
  }

  function start(controller: ReadableStreamDefaultController): void {
    watch.signal.addEventListener('abort', () => void fail(controller, watch.signal.reason), { once: true });
  }

  async function pull(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    try {
      const { done, value } = await withinIdle(reader.read(), watch.limits, watch.host);
      if (done) {
        watch.ended(bytes, null);
        controller.close();
        return;
      }
      bytes += value.byteLength;
      if (bytes > watch.limits.maxBytes) throw tooLarge(watch.host, watch.limits.maxBytes);
      controller.enqueue(value);
    } catch (error) {
      await fail(controller, error);
    }
  }

  async function cancel(reason: unknown): Promise<void> {
    watch.ended(bytes, new DOMException('The reader stopped reading', 'AbortError'));
    await reader.cancel(reason).catch(() => undefined);
  }

  return new ReadableStream({ start, pull, cancel }, { highWaterMark: 0 });
}

export function tooLarge(host: string, maxBytes: number): AppError {
  return new AppError('too_large', `${host} sent more than the limit of ${maxBytes} bytes`, {
    hint: 'Download the file, keep the part you need, and add that.',
  });
}
