import { expect, it } from 'vitest';
import { describeServed, type Served } from './served.fixture.ts';

const run = { kind: 'research', brief: { topic: 'Coffee' }, sources: [{ kind: 'text', text: 'Coffee is brewed from beans.' }] };
const document = { title: 'A piece', body: 'Some words.' };

const countOf = async ({ database }: Served, table: 'runs' | 'documents' | 'sources' | 'api_keys'): Promise<number> =>
  (await database.read.selectFrom(table).select('id').execute()).length;

describeServed('Idempotency-Key', (start) => {
  it('gives 50 equal requests one run and 50 equal answers', async () => {
    const served = await start();
    const headers = { 'idempotency-key': 'fifty' };
    const answers = await Promise.all(Array.from({ length: 50 }, () => served.call('POST', '/runs', { body: run, headers })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers.get('idempotency-replayed') === null)).toHaveLength(1);
    expect(await countOf(served, 'runs')).toBe(1);
  });

  it('gives equal documents and equal refusals, and does the work once', async () => {
    const served = await start();
    const post = (key: string, body: unknown) => served.call('POST', '/documents', { body, headers: { 'idempotency-key': key } });
    const [first, second] = await Promise.all([post('one', document), post('one', document)]);
    expect(second?.text).toBe(first?.text);
    expect(await countOf(served, 'documents')).toBe(1);
    const refused = [await post('two', { ...document, sources: ['src_none'] }), await post('two', { ...document, sources: ['src_none'] })];
    expect(refused.map(({ status }) => status)).toEqual([400, 400]);
    expect(refused[1]?.text).toBe(refused[0]?.text);
  });

  it('says the ETag again, so that the next change can follow', async () => {
    const served = await start();
    const post = () => served.call<{ id: string }>('POST', '/documents', { body: document, headers: { 'idempotency-key': 'one' } });
    const first = await post();
    expect((await post()).headers.get('etag')).toBe(first.headers.get('etag'));
    const put = (tag: string) =>
      served.call('PUT', `/documents/${first.body.id}`, {
        body: { body: 'More.' },
        headers: { 'idempotency-key': 'two', 'if-match': tag },
      });
    const saved = await put('"1"');
    expect([saved.status, saved.headers.get('etag'), (await put('"1"')).headers.get('etag')]).toEqual([200, '"2"', '"2"']);
  });

  it('knows uploads by their content: the same file has the same answer, another is refused and not kept', async () => {
    const served = await start();
    const post = (content: string) => {
      const raw = new FormData();
      raw.append('file', new Blob([content]), 'a.txt');
      return served.call<{ id: string }>('POST', '/blobs', { raw, headers: { 'idempotency-key': 'file' } });
    };
    const [first, again] = [await post('aaaa'), await post('aaaa')];
    expect([first.status, again.status, again.text]).toEqual([201, 201, first.text]);
    expect(await post('bbbb')).toMatchObject({ status: 409, body: { code: 'idempotency_conflict' } });
    expect(await served.database.read.selectFrom('blobs').select('address').execute()).toHaveLength(1);
    expect((await served.call('POST', '/documents', { body: document, headers: { 'idempotency-key': 'file' } })).status).toBe(409);
  });

  it('keeps the answer in the transaction of the run, so that a process that dies before it answers has answered', async () => {
    const served = await start();
    await served.call('POST', '/runs', { body: run, headers: { 'idempotency-key': 'kept' } });
    const kept = await served.database.read.selectFrom('idempotency_keys').selectAll().executeTakeFirstOrThrow();
    const made = await served.database.read.selectFrom('runs').select('id').executeTakeFirstOrThrow();
    expect(kept.status).toBe(202);
    expect(JSON.parse(kept.response ?? '')).toMatchObject({ id: made.id, status: 'queued' });
  });

  it('refuses the key for another request, another path or another body', async () => {
    const served = await start();
    const headers = { 'idempotency-key': 'same' };
    await served.call('POST', '/documents', { body: document, headers });
    for (const again of [
      await served.call('POST', '/documents', { body: { ...document, title: 'Another' }, headers }),
      await served.call('POST', '/sources', { body: { kind: 'text', text: 'x' }, headers }),
    ]) {
      expect(again).toMatchObject({ status: 409, body: { code: 'idempotency_conflict' } });
    }
    expect(await countOf(served, 'documents')).toBe(1);
  });

  it('is separate for each caller', async () => {
    const served = await start();
    const other = await served.createKey(['content:read', 'content:write']);
    const headers = { 'idempotency-key': 'mine' };
    await served.call('POST', '/documents', { body: document, headers });
    const second = await served.call('POST', '/documents', { body: { ...document, title: 'Another' }, headers, key: other.key });
    expect(second.status).toBe(201);
  });

  it('never keeps an answer that holds a secret', async () => {
    const served = await start();
    const post = () =>
      served.call<{ key: string }>('POST', '/api-keys', {
        body: { name: 'n', scopes: ['content:read'] },
        headers: { 'idempotency-key': 'secret' },
      });
    const [first, second] = [await post(), await post()];
    expect(second?.body.key).not.toBe(first?.body.key);
    const rows = await served.database.read.selectFrom('idempotency_keys').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain('awk_');
  });

  it('forgets an expired answer, and refuses a key that is none', async () => {
    const served = await start();
    const headers = { 'idempotency-key': 'old' };
    await served.call('POST', '/documents', { body: document, headers });
    await served.database.transaction((trx) => trx.updateTable('idempotency_keys').set({ expires_at: 1 }).execute());
    expect((await served.call('POST', '/documents', { body: { ...document, title: 'New' }, headers })).status).toBe(201);
    for (const key of ['', 'a b', 'x'.repeat(256)]) {
      const refused = await served.call('POST', '/documents', { body: document, headers: { 'idempotency-key': key } });
      expect(refused).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
    }
  });
});
