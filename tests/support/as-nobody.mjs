// Loaded before the program (`--import`): gives up the rights of root, so that a test meets files it may not read.
import { isMainThread } from 'node:worker_threads';

const nobody = 65534;

if (isMainThread && process.getuid?.() === 0) {
  process.setgroups([]);
  process.setgid(nobody);
  process.setuid(nobody);
}
