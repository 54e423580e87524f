import { appendFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { isMainThread } from 'node:worker_threads';

/** Loaded before the program: writes the address of each module it loads, a line each, to the file NOTE_MODULES names. */
const file = process.env.NOTE_MODULES;
if (isMainThread && file !== undefined) {
  registerHooks({
    load(url, context, next) {
      appendFileSync(file, `${url}\n`);
      return next(url, context);
    },
  });
}
