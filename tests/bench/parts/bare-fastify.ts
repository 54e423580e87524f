import { fastify } from 'fastify';

/** The least that a server of this kind loads. Says where it listens as `serve --json` does. */
const app = fastify();
app.get('/', async () => ({ status: 'ok' }));
const address = await app.listen({ host: '127.0.0.1', port: 0 });
process.stdout.write(`${JSON.stringify({ status: 'ready', address })}\n`);
