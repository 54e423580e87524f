import { parseArgs } from 'node:util';
import { obedient, writer } from './answers.ts';
import type { Behaviour } from './behaviour.ts';
import { startModelServer } from './model-server.ts';

/**
 * The scripted model server as a process of its own, for trying things by hand and for tests across processes:
 * `node main.ts --port 4000 --models small,large --delay 20 [--obedient]`. `GET /_calls` lists the calls;
 * `POST /_script {"behaviours": […], "model"?}` says what the next ones get.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    models: { type: 'string', default: 'scripted' },
    /** Milliseconds between two words. */
    delay: { type: 'string', default: '0' },
    obedient: { type: 'boolean', default: false },
  },
});

const otherwise: Behaviour = { kind: 'answer', text: values.obedient ? obedient : writer, perPartMs: Number(values.delay) || undefined };
const server = await startModelServer({ port: Number(values.port), models: values.models.split(','), otherwise });
process.stdout.write(`${JSON.stringify({ url: server.url })}\n`);
