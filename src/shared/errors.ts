/** Every error a person can meet has a code from this list: its HTTP status, its title and the exit code of the command line. */
export const errorCatalogue = {
  validation_failed: { status: 400, title: 'The request is not valid', exit: 2 },
  unauthenticated: { status: 401, title: 'Sign in or send an API key', exit: 3 },
  forbidden: { status: 403, title: 'Not allowed', exit: 3 },
  not_found: { status: 404, title: 'Not found', exit: 2 },
  method_not_allowed: { status: 405, title: 'Method not allowed', exit: 2 },
  conflict: { status: 409, title: 'Conflict', exit: 3 },
  idempotency_conflict: { status: 409, title: 'Idempotency key already used', exit: 3 },
  revision_mismatch: { status: 412, title: 'Changed by somebody else', exit: 3 },
  too_large: { status: 413, title: 'Too large', exit: 2 },
  unsupported_media: { status: 415, title: 'Unsupported kind of file', exit: 2 },
  range_not_satisfiable: { status: 416, title: 'Range not satisfiable', exit: 2 },
  unprocessable: { status: 422, title: 'Cannot be processed', exit: 2 },
  no_author_available: { status: 422, title: 'No author available', exit: 3 },
  budget_exceeded: { status: 422, title: 'Budget exceeded', exit: 3 },
  precondition_required: { status: 428, title: 'Precondition required', exit: 3 },
  rate_limited: { status: 429, title: 'Too many requests', exit: 3 },
  internal: { status: 500, title: 'Internal error', exit: 1 },
  upstream_failed: { status: 502, title: 'An outside service failed', exit: 1 },
  overloaded: { status: 503, title: 'Overloaded', exit: 3 },
  unavailable: { status: 503, title: 'Unavailable', exit: 3 },
  locked: { status: 409, title: 'In use by another process', exit: 3 },
  version_refused: { status: 409, title: 'Made by another version', exit: 3 },
  storage_full: { status: 507, title: 'Disk full', exit: 3 },
} as const satisfies Record<string, { status: number; title: string; exit: 1 | 2 | 3 }>;

export type ErrorCode = keyof typeof errorCatalogue;

export interface FieldError {
  /** JSON-pointer-like path of the input, e.g. `brief.topic`. */
  path: string;
  message: string;
}

export interface AppErrorOptions {
  /** What the reader can do next, one plain sentence. */
  hint?: string;
  errors?: FieldError[];
  cause?: unknown;
  /** For `rate_limited` and `overloaded`: seconds until a retry makes sense. */
  retryAfterSeconds?: number;
}

/** The one error type that crosses a layer: `code` decides status and exit code, `message` says what happened with which value. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly errors: FieldError[] | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.hint = options.hint;
    this.errors = options.errors;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  get status(): number {
    return errorCatalogue[this.code].status;
  }

  get exitCode(): 1 | 2 | 3 {
    return errorCatalogue[this.code].exit;
  }
}

export function isAppError(error: unknown, code?: ErrorCode): error is AppError {
  return error instanceof AppError && (code === undefined || error.code === code);
}
