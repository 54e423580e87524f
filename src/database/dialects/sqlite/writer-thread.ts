import type { DatabaseSync } from 'node:sqlite';
import { parentPort } from 'node:worker_threads';
import { openWriteConnection } from './connection.ts';
import { toErrorData, type WriterAnswer, type WriterRequest } from './protocol.ts';
import { StatementCache, type StatementResult } from './statement-cache.ts';

/** The thread that owns the one connection that writes: statements, fsyncs and checkpoints never stop the event loop of the main thread. */

let database: DatabaseSync | undefined;
let statements: StatementCache | undefined;

if (parentPort === null) throw new Error('writer-thread.ts runs as a worker thread only.');
const port = parentPort;

port.on('message', (requests: WriterRequest[]) => {
  const answers: WriterAnswer[] = [];
  for (const request of requests) {
    if (request.kind === 'end' && !request.commits) endSavepoint(request.savepoint);
    else answers.push(answer(request));
  }
  port.postMessage(answers);
  if (requests.at(-1)?.kind === 'close') port.close();
});

function answer(request: WriterRequest): WriterAnswer {
  try {
    return { ok: true, result: play(request) };
  } catch (error) {
    return { ok: false, error: toErrorData(error), transactionLost: database?.isTransaction !== true };
  }
}

function play(request: WriterRequest): StatementResult | null {
  switch (request.kind) {
    case 'open':
      database = openWriteConnection(request.file, request.busyTimeoutMs);
      statements = new StatementCache(database);
      return null;
    case 'statement':
      if (request.begins) begin();
      // Without this, what was sent behind a statement that lost the transaction would commit by itself.
      if (!opened(database).isTransaction) throw new Error('The transaction was lost before this statement.');
      return opened(statements).run(request.sql, request.parameters);
    case 'end':
      endSavepoint(request.savepoint);
      commit();
      return null;
    case 'close':
      close();
      return null;
  }
}

function begin(): void {
  if (!opened(database).isTransaction) opened(statements).run('begin immediate', []);
  opened(statements).run('savepoint part', []);
}

function endSavepoint(how: 'release' | 'rollback' | 'none'): void {
  if (how === 'rollback') opened(statements).run('rollback to part', []);
  if (how !== 'none') opened(statements).run('release part', []);
}

function commit(): void {
  try {
    opened(statements).run('commit', []);
  } catch (error) {
    // A COMMIT that fails for want of space may leave the transaction open; the group is told it failed, so it must be gone.
    if (opened(database).isTransaction) opened(statements).run('rollback', []);
    throw error;
  }
}

function close(): void {
  database?.exec('pragma optimize; pragma wal_checkpoint(truncate);');
  database?.close();
}

function opened<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The writer thread has no database open.');
  return value;
}
