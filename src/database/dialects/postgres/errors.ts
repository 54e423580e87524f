import { AppError } from '../../../shared/errors.ts';

/** SQLSTATE codes, or their class of two characters, and Node's codes of a connection that fails. */
const noSpace = new Set(['53100']);
const busy = new Set(['40001', '40P01', '53300', '55P03', '57014']);
const unreachable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EPIPE',
  'ENOENT',
  'EHOSTUNREACH',
  '57P01',
  '57P02',
  '57P03',
]);
const refused = new Set(['28', '3D', '42501']);
/** What the `pg` driver says without a code when a connection is cut or does not come up in time. */
const cutConnection = /connection terminated|timeout exceeded when trying to connect|connection timeout/i;

/** Makes an AppError of what an operator must act on; other errors stay as they are. */
export function explainPostgresError(error: unknown, server: string): unknown {
  if (!(error instanceof Error) || error instanceof AppError) return error;
  const code = codeOf(error);
  const has = (codes: Set<string>) => codes.has(code) || codes.has(code.slice(0, 2));
  if (has(noSpace)) {
    return new AppError('storage_full', `No space is left on the database server ${server}.`, {
      hint: 'Free some space on the disk of the database server and repeat.',
      cause: error,
    });
  }
  if (has(busy)) {
    return new AppError('overloaded', `The database server ${server} gave up on a statement: ${error.message}.`, {
      hint: 'Repeat in a moment.',
      retryAfterSeconds: 1,
      cause: error,
    });
  }
  if (has(refused)) {
    return new AppError('unavailable', `The database server ${server} refused access: ${error.message}.`, {
      hint: 'Check the user, the password and the database name in the database URL.',
      cause: error,
    });
  }
  if (!has(unreachable) && !code.startsWith('08') && !cutConnection.test(error.message)) return error;
  return new AppError('unavailable', `The database server ${server} cannot be reached: ${error.message || code}.`, {
    hint: 'Check that PostgreSQL runs there and that the database URL is right.',
    cause: error,
  });
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
