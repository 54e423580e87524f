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
export async function createLogger(settings: LogSettings): Promise<PinoLogger> {
  const options = { level: settings.level, redact: { paths: secretPaths, censor: '[hidden]' }, base: null };
  return pino(options, await stream(settings));
}

async function stream(settings: LogSettings): Promise<DestinationStream> {
  if (settings.format === 'json') return destination({ dest: settings.file ?? 2, mkdir: true, sync: false });
  const { default: pretty } = await import('pino-pretty');
  return pretty({
    destination: settings.file ?? 2,
    mkdir: true,
    colorize: settings.file === null && process.stderr.isTTY === true,
    translateTime: 'SYS:HH:MM:ss',
    ignore: 'pid,hostname',
  });
}
