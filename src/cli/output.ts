import { AppError, isAppError } from '../shared/errors.ts';

/** Where a command's words go: results to stdout, everything else to stderr; with `--json` stdout holds one JSON value and nothing more. */
export interface Output {
  readonly isJson: boolean;
  /** True when a person watches stderr, so that progress may be redrawn and text streamed. */
  readonly isWatched: boolean;
  /** The command's result: `text` for people, `value` for programs. */
  result(value: unknown, text: string): void;
  /** A line about what happens. */
  say(line: string): void;
  /** Text as it is written, without a line end. */
  stream(text: string): void;
}

export function createOutput(isJson: boolean): Output {
  const isWatched = process.stderr.isTTY === true && !isJson;
  return {
    isJson,
    isWatched,
    result: (value, text) => {
      process.stdout.write(isJson ? `${JSON.stringify(value, null, 2)}\n` : ensureLineEnd(text));
    },
    say: (line) => {
      process.stderr.write(`${line}\n`);
    },
    stream: (text) => {
      if (isWatched) process.stderr.write(text);
    },
  };
}

/** Tells a person or a program what failed, and says the exit code. */
export function reportError(error: unknown, isJson: boolean): number {
  const known = isAppError(error)
    ? error
    : new AppError('internal', error instanceof Error ? error.message : String(error), { cause: error });
  if (isJson) {
    const { code, message, hint, errors } = known;
    process.stdout.write(
      `${JSON.stringify({ error: { code, detail: message, hint: hint ?? null, ...(errors === undefined ? {} : { errors }) } }, null, 2)}\n`,
    );
  }
  process.stderr.write(`aiwriter: ${known.message}\n`);
  for (const issue of known.errors ?? []) process.stderr.write(`  ${issue.path}: ${issue.message}\n`);
  if (known.hint !== undefined) process.stderr.write(`  ${known.hint}\n`);
  if (known.code === 'internal' && error instanceof Error && process.stderr.isTTY) process.stderr.write(`${error.stack}\n`);
  return known.exitCode;
}

function ensureLineEnd(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}
