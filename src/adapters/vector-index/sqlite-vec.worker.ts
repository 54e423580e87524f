import { parentPort, workerData } from 'node:worker_threads';
import { AppError, isAppError } from '../../shared/errors.ts';
import type { StoreAnswer, StoreCall } from './messages.ts';
import { OutdatedLayout, VectorFile } from './vector-file.ts';
import { VectorStore } from './vector-store.ts';

const { path } = workerData as { path: string };
let store: VectorStore | undefined;

parentPort?.on('message', (call: StoreCall) => {
  if (call.method === 'close') {
    store?.close();
    parentPort?.close();
  } else parentPort?.postMessage(answer(call));
});

/** A damaged file is replaced by an empty one and the call made again on it: all that is in it can be made anew. */
function answer(call: StoreCall): StoreAnswer {
  let damage: string | undefined;
  for (;;) {
    try {
      store ??= new VectorStore(path);
      return { id: call.id, result: run(store, call), damage };
    } catch (error) {
      if (damage !== undefined || !isDamage(error)) return { id: call.id, ...failure(error), damage };
      damage = (error as Error).message;
      store?.close();
      store = undefined;
      VectorFile.delete(path);
    }
  }
}

function run(on: VectorStore, { method, args }: StoreCall): unknown {
  const work = on[method] as (...values: unknown[]) => unknown;
  return work.apply(on, args);
}

/** SQLITE_CORRUPT and SQLITE_NOTADB, in any of their extended forms. */
function isDamage(error: unknown): boolean {
  return error instanceof OutdatedLayout || [11, 26].includes(sqliteCode(error));
}

function failure(error: unknown): { error: StoreAnswer['error'] } {
  const full = sqliteCode(error) === 13;
  const { code, message, hint } = isAppError(error)
    ? error
    : new AppError(full ? 'storage_full' : 'unavailable', `The vector index ${path} cannot be used: ${(error as Error).message}`, {
        hint: full
          ? 'Free some disk space; the index catches up by itself.'
          : 'Search goes on by words alone; the index may be deleted, it is made anew.',
      });
  return { error: { code, message, hint } };
}

function sqliteCode(error: unknown): number {
  const code = (error as { errcode?: unknown }).errcode;
  return typeof code === 'number' ? code & 0xff : 0;
}
