import { createRequire } from 'node:module';
import { type DestinationStream, destination, type Logger as PinoLogger, pino } from 'pino';

export interface LogSettings {
  level: string;
  format: 'pretty' | 'json';
  /** Null for stderr. */
  file: string | null;
}

/** Fields that may hold a secret, wherever they stand. Content of documents and sources is never put into a log at all. */
const secretPaths = ['authorization', 'cookie', 'password', 'key', 'apiKey', 'secret', 'token'].flatMap((name) => [
  name,
  `*.${name}`,
  `*.*.${name}`,
]);

/** The one logger. Lines go to stderr or a file, so that stdout holds results only. */
export function createLogger(settings: LogSettings): PinoLogger {
  const options = { level: settings.level, redact: { paths: secretPaths, censor: '[hidden]' }, base: null };
  return pino(options, settings.format === 'json' ? jsonLines(settings) : prettyLines(settings));
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
