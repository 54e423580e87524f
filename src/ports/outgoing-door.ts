/** Why something leaves the machine; shown in the outgoing log. */
export type OutgoingPurpose = 'source' | 'model' | 'search' | 'telemetry';

/** On whose behalf a request leaves; `workspaceId` null for the installation itself (a probe for Ollama). */
export interface OutgoingContext {
  purpose: OutgoingPurpose;
  workspaceId: string | null;
  userId?: string;
  runId?: string;
  /**
   * `member`: the URL was given by a person and may reach public addresses only. `operator`: its host was set in the configuration and may be anywhere;
   * where that host redirects to is checked as for a member.
   */
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

/** One line of the outgoing log: one for each host asked, refused requests and every hop of a redirect included. */
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
  /** Code of the refusal or failure, `aborted` when the caller gave up, null on success. */
  error: string | null;
}

/** The only way out of the process. */
export interface OutgoingDoor {
  /**
   * A `fetch` bound to a context and its limits, to hand to SDKs. Throws AppError `validation_failed` (not a plain http or https address),
   * `forbidden` (address, local-only), `too_large`, `upstream_failed`, or the reason of the caller's own abort; the body of the answer fails in the same way.
   */
  fetch(context: OutgoingContext, limits: OutgoingLimits): typeof globalThis.fetch;
  close(): Promise<void>;
}
