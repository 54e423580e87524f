import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { type DestinationStream, destination, type Logger as PinoLogger, pino, stdSerializers } from 'pino';

export interface LogSettings {
  level: string;
  format: 'pretty' | 'json';
  /** Null for stderr. */
  file: string | null;
  /** Values of settings that are secret: they leave no trace in a line, wherever they turn up. */
  secrets: readonly string[];
}

/** Anything shorter would hide ordinary words. */
const shortestSecret = 6;

/** Fields that may hold a secret, wherever they stand. Content of documents and sources is never put into a log at all. */
const secretFields = new Set(['authorization', 'cookie', 'password', 'key', 'apiKey', 'secret', 'token']);
/** As deep as a line is looked through. */
const secretDepth = 3;

/** The one logger. Lines go to stderr or a file, so that stdout holds results only. */
export function createLogger(settings: LogSettings): PinoLogger {
  const options = {
    level: settings.level,
    // What a child logger is bound to passes no formatter.
    redact: { paths: [...secretFields], censor: '[hidden]' },
    formatters: { log: withoutSecrets },
    base: null,
    serializers: { err: describeError },
    hooks: { streamWrite: hider(settings.secrets) },
  };
  return pino(options, settings.format === 'json' ? jsonLines(settings) : prettyLines(settings));
}

/** The same fields with secrets hidden. Every request writes a line: pino's redaction by paths with wildcards costs it more than all the rest of the line. */
function withoutSecrets<Fields extends object>(fields: Fields, depth = secretDepth): Fields {
  let shown: Fields | undefined;
  for (const [name, value] of Object.entries(fields)) {
    const isLookedInto = typeof value === 'object' && value !== null && !(value instanceof Error) && depth > 1;
    const hidden = secretFields.has(name) ? '[hidden]' : isLookedInto ? withoutSecrets(value, depth - 1) : value;
    if (hidden === value) continue;
    shown ??= Array.isArray(fields) ? ([...fields] as Fields) : { ...fields };
    shown[name as keyof Fields] = hidden;
  }
  return shown ?? fields;
}

/** An error with a fingerprint: equal for errors of one kind from one place, so that lines can be counted by it. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  return withoutSecrets({ ...stdSerializers.err(error), fingerprint: fingerprintOf(error) });
}

function fingerprintOf(error: Error): string {
  const { code = '' } = error as NodeJS.ErrnoException;
  // Without line numbers, which change with every edit, and without the message, which holds values.
  const frame = /\n\s+at ([^(\n]*)\(?(?:file:\/\/)?[^)\n]*?([^/\n)]+):\d+:\d+/.exec(error.stack ?? '');
  return createHash('sha256').update([error.name, code, frame?.[1]?.trim(), frame?.[2]].join('|')).digest('hex').slice(0, 12);
}

/** What looks like an API key of ours, and the secrets of this installation as they stand in JSON. */
function hider(secrets: readonly string[]): (line: string) => string {
  const written = secrets.map((secret) => JSON.stringify(secret).slice(1, -1)).filter((secret) => secret.length >= shortestSecret);
  return (line) => {
    const hidden = written.reduce((text, secret) => text.replaceAll(secret, '[hidden]'), line);
    return hidden.includes('awk_') ? hidden.replace(/awk_[A-Za-z0-9_-]{20,}/g, '[hidden]') : hidden;
  };
}

function jsonLines({ file }: LogSettings): DestinationStream {
  return destination({ dest: file ?? 2, mkdir: true, sync: false });
}

/** What formats lines is loaded with the first one: a start says nothing through the logger. */
function prettyLines(settings: LogSettings): DestinationStream {
  let stream: DestinationStream | undefined;
  return {
    write(line) {
      stream ??= openPretty(settings);
      stream.write(line);
    },
  };
}

function openPretty({ file }: LogSettings): DestinationStream {
  const pretty = createRequire(import.meta.url)('pino-pretty') as typeof import('pino-pretty');
  return pretty({
    destination: file ?? 2,
    mkdir: true,
    colorize: file === null && process.stderr.isTTY === true,
    translateTime: 'SYS:HH:MM:ss',
    ignore: 'pid,hostname',
  });
}
