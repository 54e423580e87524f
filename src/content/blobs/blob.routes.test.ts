import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import multipart from '@fastify/multipart';
import { fastify } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sqliteOpener } from '../../../tests/support/databases.ts';
import { AppError } from '../../shared/errors.ts';
import { openBlobs } from './blob.fixture.ts';
import { blobRoutes } from './blob.routes.ts';

const open = sqliteOpener();

async function openApp(maxFileBytes: number) {
  const { service, scope, objects, folder } = await openBlobs(await open(), { maxFileBytes });
  const errors: string[] = [];
  const logger = { level: 'error', stream: { write: (line: string) => void errors.push(line) } };
  const app = fastify({ logger }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler).setSerializerCompiler(serializerCompiler);
  app.setErrorHandler((error, _request, reply) =>
    error instanceof AppError ? reply.code(error.status).send({ code: error.code }) : reply.send(error),
  );
  app.addHook('onRequest', async (request) => void Object.assign(request, { scope, identifyBody: async () => {} }));
  await app.register(multipart, { limits: { files: 1, fileSize: maxFileBytes } });
  blobRoutes(app, service);
  onTestFinished(() => app.close());
  const upload = (content: string) => {
    const form = new FormData();
    form.append('file', new Blob([content]), 'notes.txt');
    return app.inject({ method: 'POST', url: '/blobs', payload: form });
  };
  return { app, upload, objects, folder, errors };
}

describe('uploads over HTTP', () => {
  it('come back whole and by range', async () => {
    const { app, upload } = await openApp(100);
    const made = await upload('0123456789'.repeat(10));
    expect(made.statusCode).toBe(201);
    const { id } = made.json<{ id: string }>();
    const part = await app.inject({ url: `/blobs/${id}`, headers: { range: 'bytes=95-' } });
    expect([part.statusCode, part.headers['content-range'], part.body]).toEqual([206, 'bytes 95-99/100', '56789']);
    expect((await app.inject(`/blobs/${id}`)).body).toHaveLength(100);
  });

  it('answer a range that is not there with the size, and the whole when the part is of another content', async () => {
    const { app, upload } = await openApp(100);
    const { id, sha256 } = (await upload('0123456789')).json<{ id: string; sha256: string }>();
    const ask = (headers: Record<string, string>) => app.inject({ url: `/blobs/${id}`, headers });
    const beyond = await ask({ range: 'bytes=10-' });
    expect([beyond.statusCode, beyond.headers['content-range']]).toEqual([416, 'bytes */10']);
    const same = await ask({ range: 'bytes=1-2', 'if-range': `"${sha256}"` });
    expect([same.statusCode, same.body]).toEqual([206, '12']);
    const other = await ask({ range: 'bytes=1-2', 'if-range': '"another"' });
    expect([other.statusCode, other.body]).toEqual([200, '0123456789']);
  });

  it('are cut where the stored file is damaged, and the log says why', async () => {
    const { app, upload, objects, folder, errors } = await openApp(300_000);
    const { id } = (await upload('0123456789'.repeat(20_000))).json<{ id: string }>();
    const [name = ''] = await objects();
    const path = join(folder, 'store', 'objects', name.slice(0, 2), name.slice(2, 4), name);
    const whole = await readFile(path);
    await writeFile(path, whole.with(150_000, (whole[150_000] ?? 0) ^ 1));
    const address = await app.listen({ port: 0 });
    const answer = await fetch(`${address}/blobs/${id}`);
    expect(answer.status).toBe(200);
    await expect(answer.arrayBuffer()).rejects.toThrow();
    expect(errors.join()).toContain(`The stored file ${id} is damaged: chunk 2`);
  });

  it('are refused when too large, and never stored cut short', async () => {
    const { upload, objects } = await openApp(100);
    const refused = await upload('0123456789'.repeat(10).concat('!'));
    expect([refused.statusCode, refused.json()]).toEqual([413, { code: 'too_large' }]);
    expect(await objects()).toEqual([]);
  });
});
