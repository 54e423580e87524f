import type { OutgoingContext, OutgoingRecord } from '../../ports/outgoing-door.ts';
import { failureCode } from './failure.ts';
import type { Hop } from './redirect.ts';

/** The line of the outgoing log that a request becomes when it has ended. */
export interface OutgoingLine {
  /** Bytes of the body are counted as sent from here on. */
  sent(): void;
  answered(status: number): void;
  /** Writes the record; a second call does nothing. */
  end(bytesReceived: number, error: unknown): void;
}

export function startLine(hop: Hop, context: OutgoingContext, record: (record: OutgoingRecord) => void): OutgoingLine {
  const at = Date.now();
  const started = performance.now();
  let bytesSent = 0;
  let status: number | null = null;
  let ended = false;
  return {
    sent() {
      bytesSent = hop.body?.byteLength ?? 0;
    },
    answered(code) {
      status = code;
    },
    end(bytesReceived, error) {
      if (ended) return;
      ended = true;
      const durationMs = Math.round(performance.now() - started);
      const target = targetOf(hop.url, context);
      record({ context, method: hop.method, target, at, durationMs, bytesSent, bytesReceived, status, error: failureCode(error) });
    },
  };
}

/** Paths are kept for sources only, where they say which page was read; elsewhere they may carry keys or model names. */
function targetOf(url: URL, context: OutgoingContext): string {
  return context.purpose === 'source' ? url.origin + url.pathname : url.origin;
}
