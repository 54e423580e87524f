import { AppError, isAppError } from '../shared/errors.ts';
import { Interrupted, interruptedExit } from './interrupted.ts';

/** Where a command's words go: results to stdout, everything else to stderr; with `--json` stdout holds one JSON value and nothing more. */
export interface Output {
  readonly isJson: boolean;
  /** The command's result: `text` for people, `value` for programs. */
  result(value: unknown, text: string): void;
  /** A line about what happens. */
  say(line: string): void;
  /** A line about how far long work is, with the time since the command began. */
  progress(line: string): void;
  /** Text as it is written, without a line end; only shown while a person watches. */
  stream(text: string): void;
}

export function createOutput(isJson: boolean): Output {
  const isWatched = process.stderr.isTTY === true && !isJson;
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  return {
    isJson,
    result: (value, text) => void process.stdout.write(isJson ? jsonText(value) : ensureLineEnd(text)),
    say,
    progress: (line) => say(`${secondsSinceStart().padStart(7)} s  ${line}`),
    stream: (text) => {
      if (isWatched) process.stderr.write(text);
    },
  };
}

/** Seconds since the command began, with one decimal. */
export function secondsSinceStart(): string {
  return (performance.now() / 1000).toFixed(1);
}

/** Whoever reads a pipe may stop early, as `head` does; the rest then goes nowhere, without a word. */
export function outliveClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}

/** Tells a person or a program why a command ended, and says the exit code. */
export function reportError(error: unknown, isJson: boolean): number {
  if (error instanceof Interrupted) return reportInterruption(error, isJson);
  const known = isAppError(error)
    ? error
    : new AppError('internal', error instanceof Error ? error.message : String(error), {
        hint: 'This is a fault of the program. Please report it with the command that led here.',
        cause: error,
      });
  const { code, message, hint, errors } = known;
  if (isJson)
    process.stdout.write(jsonText({ error: { code, detail: message, hint: hint ?? null, ...(errors === undefined ? {} : { errors }) } }));
  process.stderr.write(`aiwriter: ${message}\n`);
  // A single one is the message already.
  for (const issue of (errors ?? []).length > 1 ? (errors ?? []) : []) process.stderr.write(`  ${issue.path}: ${issue.message}\n`);
  if (hint !== undefined) process.stderr.write(`  ${hint}\n`);
  if (known !== error && error instanceof Error && process.stderr.isTTY) process.stderr.write(`${error.stack}\n`);
  return known.exitCode;
}

/** For what the command line itself cannot read; its words are on stderr already. */
export function reportUsage(message: string, hint: string, isJson: boolean): number {
  const detail = message.replace(/^error: /, '');
  if (isJson) process.stdout.write(jsonText({ error: { code: 'validation_failed', detail, hint } }));
  return 2;
}

function reportInterruption({ message, hint }: Interrupted, isJson: boolean): number {
  if (isJson) process.stdout.write(jsonText({ error: { code: 'interrupted', detail: message, hint } }));
  process.stderr.write(`\n${message} ${hint}\n`);
  return interruptedExit;
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function ensureLineEnd(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}
