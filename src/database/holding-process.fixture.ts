import { holdFolder } from './folder-hold.ts';

/** Holds a folder until it is killed. */
holdFolder(process.argv[2] ?? '').announce('http://127.0.0.1:8080');
process.stdout.write('held\n');
setInterval(() => {}, 60_000);
