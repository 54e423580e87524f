/** Why something leaves the machine; shown in the outgoing log. */
export type OutgoingPurpose = 'source' | 'model' | 'search' | 'telemetry';

/** On whose behalf a request leaves; `workspaceId` null for the installation itself (a probe for Ollama). */
export interface OutgoingContext {
  purpose: OutgoingPurpose;
  workspaceId: string | null;
  userId?: string;
  runId?: string;
  /** `member`: the URL was given by a person and may reach public addresses only; `operator`: set in the configuration. */
  trust: 'member' | 'operator';
  /** True when the body holds content marked local-only: refused unless the target is loopback. */
  carriesLocalOnly?: boolean;
}

export interface OutgoingLimits {
  /** To the end of the body, milliseconds. */
  totalTimeoutMs: number;
  /** Between two chunks, milliseconds: stops a slow drip. */
  idleTimeoutMs: number;
  /** Of the decoded body, bytes. */
  maxBytes: number;
  maxRedirects: number;
}

/** One line of the outgoing log. */
export interface OutgoingRecord {
  context: OutgoingContext;
  method: string;
  /** Scheme, host and port; the path only for sources. No query, no credentials. */
  target: string;
  /** UTC ms. */
  at: number;
  durationMs: number;
  bytesSent: number;
  bytesReceived: number;
  /** HTTP status, or null when no answer came. */
  status: number | null;
  /** Code of the refusal or failure, null on success. */
  error: string | null;
}

/** The only way out of the process. */
export interface OutgoingDoor {
  /** A `fetch` bound to a context and its limits, to hand to SDKs. Throws AppError `forbidden` (address, local-only), `too_large`, `upstream_failed`. */
  fetch(context: OutgoingContext, limits: OutgoingLimits): typeof globalThis.fetch;
  close(): Promise<void>;
}
