import { holdFolder } from './folder-hold.ts';

/** Holds a folder until it is killed, whatever is collected meanwhile. */
holdFolder(process.argv[2] ?? '').announce('http://127.0.0.1:8080');
globalThis.gc?.();
process.stdout.write('held\n');
setInterval(() => {}, 60_000);
