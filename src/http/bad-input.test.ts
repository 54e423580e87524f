import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type Served, serveForSuite } from './served.fixture.ts';

let served: Served;
let end: () => Promise<void>;
beforeAll(async () => {
  ({ served, end } = await serveForSuite({ AIWRITER_BODY_MB: '1', AIWRITER_UPLOAD_MB: '1' }));
});
afterAll(() => end());

const json = { 'content-type': 'application/json' };
const post = (path: string, body: unknown) => served.call('POST', path, { body });
const postText = (path: string, raw: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = json) =>
  served.call('POST', path, { raw, headers });

function expectProblem(answer: Answer, status: number, code: string): void {
  expect(answer.body, answer.text.slice(0, 300)).toMatchObject({
    type: `urn:aiwriter:problem:${code}`,
    title: expect.any(String),
    status,
    detail: expect.any(String),
    code,
    hint: expect.any(String),
    requestId: answer.headers.get('x-request-id'),
  });
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
}

describe('a body that is wrong', () => {
  it.each([
    ['an unknown field', { title: 'T', colour: 'red' }, 'colour'],
    ['a missing field', { body: 'b' }, 'title'],
    ['a wrong type', { title: 7 }, 'title'],
    ['an empty text', { title: '  ' }, 'title'],
    ['a text that is too long', { title: 'x'.repeat(301) }, 'title'],
    ['a wrong type inside', { title: 'T', metadata: { keywords: 'a' } }, 'metadata'],
    ['an array', [], ''],
    ['null', null, ''],
    ['a text', 'T', ''],
  ])('is refused and named: %s', async (_, body, path) => {
    const answer = await post('/documents', body);
    expectProblem(answer, 400, 'validation_failed');
    expect(JSON.stringify(answer.body.errors)).toContain(path);
  });

  it('is named by where it stands, and a missing field is called missing', async () => {
    const nested = await post('/runs', { kind: 'write', brief: { topic: 'T', colour: 'red' }, shape: 1 });
    expect(nested.body.errors).toEqual([
      { path: 'brief.colour', message: 'is not a known field' },
      { path: 'shape', message: 'is not a known field' },
    ]);
    expect((await post('/documents', {})).body.errors).toEqual([{ path: 'title', message: 'is required' }]);
    expect((await served.call('GET', '/search')).body.errors).toEqual([{ path: 'query.q', message: 'is required' }]);
  });

  it.each([
    [{ title: '  ' }, 'title: must not be empty'],
    [{ title: 7 }, 'title: must be a text'],
    [{ title: 'T', metadata: { keywords: 'a' } }, 'metadata.keywords: must be a list'],
    [{ body: 'b' }, 'title: is required'],
    [{ title: 'T', colour: 'red' }, 'colour: is not a known field'],
  ])('is refused in words: %j', async (body, detail) => {
    expect((await post('/documents', body)).body.detail).toBe(detail);
  });

  it.each([
    ['no JSON', '{"title":'],
    ['nothing', ''],
    ['two values', '{"title":"T"}{"title":"T"}'],
    ['a key that changes the prototype', '{"title":"T","__proto__":{"isAdmin":true}}'],
    ['a constructor that changes the prototype', '{"title":"T","constructor":{"prototype":{"isAdmin":true}}}'],
    ['bytes that are not UTF-8', new Uint8Array([...new TextEncoder().encode('{"title":"'), 0xff, 0xfe, 0x22, 0x7d])],
    ['a NUL', '{"title":"a\\u0000b"}'],
    ['a NUL deep inside', '{"title":"T","metadata":{"keywords":["a\\u0000b"]}}'],
    ['nesting without end', `{"title":"T","metadata":${'['.repeat(200_000)}${']'.repeat(200_000)}}`],
  ])('is refused: %s', async (_, raw) => {
    expectProblem(await postText('/documents', raw), 400, 'validation_failed');
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });

  it('is refused by its size and its kind', async () => {
    expectProblem(await post('/documents', { title: 'T', body: 'x'.repeat(1_100_000) }), 413, 'too_large');
    expectProblem(
      await postText('/documents', 'title=T', { 'content-type': 'application/x-www-form-urlencoded' }),
      415,
      'unsupported_media',
    );
    expectProblem(await postText('/documents', '{"title":"T"}', { 'content-type': 'text/plain' }), 415, 'unsupported_media');
  });

  it('changes nothing', async () => {
    expect((await served.call<{ items: unknown[] }>('GET', '/documents')).body.items).toEqual([]);
  });

  it('takes the last of two equal keys, as every JSON parser does', async () => {
    const made = await postText('/documents', '{"title":"first","title":"second"}');
    expect(made).toMatchObject({ status: 201, body: { title: 'second' } });
  });
});

describe('an upload that is wrong', () => {
  const boundary = { 'content-type': 'multipart/form-data; boundary=b' };
  const part = (name: string, content: string) =>
    `--b\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\n${content}\r\n`;

  it.each([
    ['no file', '--b\r\ncontent-disposition: form-data; name="a"\r\n\r\nvalue\r\n--b--\r\n', 400],
    ['no parts', '--b--\r\n', 400],
    ['no end', part('a.txt', 'hello'), 400],
    ['no form', 'hello', 400],
    ['a file that is too large', `${part('a.txt', 'x'.repeat(1_200_000))}--b--\r\n`, 413],
  ])('is refused: %s', async (_, raw, status) => {
    const answer = await postText('/blobs', raw, boundary);
    expectProblem(answer, status, status === 413 ? 'too_large' : 'validation_failed');
  });

  it('is refused without a boundary and as another kind', async () => {
    expect((await postText('/blobs', 'x', { 'content-type': 'multipart/form-data' })).status).toBeGreaterThanOrEqual(400);
    expect((await postText('/blobs', 'x', { 'content-type': 'multipart/form-data' })).status).toBeLessThan(500);
    expectProblem(await postText('/blobs', '{}', json), 415, 'unsupported_media');
  });
});

describe('an address that is wrong', () => {
  it.each([
    ['/documents?limit=0'],
    ['/documents?limit=101'],
    ['/documents?limit=ten'],
    ['/documents?limit=1&limit=2'],
    ['/documents?sort=colour'],
    ['/documents?colour=red'],
    ['/documents?cursor=nonsense'],
    ['/documents?cursor=WzEsMl0'],
    ['/sources?cursor=WyJ4Il0'],
    ['/runs?cursor=WyJ4IiwxXQ'],
    ['/outgoing?cursor=WyJ4Il0'],
    ['/members?cursor=WzFd'],
    ['/trash?cursor=e30'],
    ['/usage?by=colour'],
    ['/usage?since=yesterday'],
    ['/usage?since=2026-02-01T00:00:00Z&until=2026-01-01T00:00:00Z'],
    ['/search'],
    ['/search?q=%00'],
    ['/documents/%00'],
    ['/documents/%zz'],
  ])('is refused: %s', async (path) => {
    expectProblem(await served.call('GET', path), 400, 'validation_failed');
  });

  it('is 404 where nothing is, and 405 with the methods where something is', async () => {
    expectProblem(await served.call('GET', '/nothing'), 404, 'not_found');
    expectProblem(await served.call('GET', `/documents/${'x'.repeat(5000)}`), 404, 'not_found');
    expectProblem(await served.call('GET', '/documents/doc_x'), 404, 'not_found');
    const refused = await served.call('PATCH', '/documents/doc_x/revisions/1');
    expectProblem(refused, 405, 'method_not_allowed');
    expect(refused.headers.get('allow')).toBe('GET, HEAD');
    expect((await served.call('OPTIONS', '/runs')).headers.get('allow')).toBe('GET, HEAD, POST');
    // A method that must carry a body, without one.
    expectProblem(await served.call('QUERY', '/runs'), 405, 'method_not_allowed');
  });
});

describe('a header that is wrong', () => {
  it('is refused: If-Match', async () => {
    const made = await post('/documents', { title: 'T', body: 'one' });
    const put = (headers: Record<string, string>) => served.call('PUT', `/documents/${made.body.id}`, { body: { body: 'two' }, headers });
    expectProblem(await put({}), 428, 'precondition_required');
    for (const tag of ['"0"', '"x"', 'nonsense', 'W/"99"']) expectProblem(await put({ 'if-match': tag }), 412, 'revision_mismatch');
    const saved = await put({ 'if-match': made.headers.get('etag') ?? '' });
    expect(saved.status).toBe(200);
    expect(saved.headers.get('etag')).not.toBe(made.headers.get('etag'));
    expectProblem(await put({ 'if-match': made.headers.get('etag') ?? '' }), 412, 'revision_mismatch');
  });

  it('is refused or passed over: Range', async () => {
    const form = new FormData();
    form.append('file', new Blob(['0123456789']), 'digits.txt');
    const { body } = await served.call('POST', '/blobs', { raw: form });
    const get = (range: string) => served.call('GET', `/blobs/${body.id}`, { headers: { range } });
    for (const [range, text] of Object.entries({ 'bytes=0-3': '0123', 'bytes=8-': '89', 'bytes=-2': '89', 'bytes=5-99': '56789' })) {
      const part = await get(range);
      expect([part.status, part.text]).toEqual([206, text]);
      expect(part.headers.get('content-range')).toMatch(/^bytes \d-\d\/10$/);
    }
    for (const range of ['bytes=10-', 'bytes=99-100', 'bytes=-0', 'bytes=5-2']) {
      const refused = await get(range);
      expectProblem(refused, 416, 'range_not_satisfiable');
      expect(refused.headers.get('content-range')).toBe('bytes */10');
    }
    for (const range of ['bytes=0-1,3-4', 'lines=1-2', 'bytes=a-b']) expect((await get(range)).text).toBe('0123456789');
    const conditional = (headers: Record<string, string>) => served.call('GET', `/blobs/${body.id}`, { headers });
    const tag = (await get('bytes=0-0')).headers.get('etag') ?? '';
    expect((await conditional({ range: 'bytes=0-1', 'if-range': tag })).text).toBe('01');
    expect((await conditional({ range: 'bytes=0-1', 'if-range': '"another"' })).text).toBe('0123456789');
    const known = await conditional({ 'if-none-match': `"another", ${tag}` });
    expect([known.status, known.text, known.headers.get('etag')]).toEqual([304, '', tag]);
    const head = await served.call('HEAD', `/blobs/${body.id}`);
    expect([head.status, head.headers.get('content-length'), head.text]).toEqual([200, '10', '']);
  });

  it('is refused: Last-Event-ID', async () => {
    const made = await post('/runs', { kind: 'research', brief: { topic: 'T' }, sources: [{ kind: 'text', text: 'Coffee is brewed.' }] });
    for (const id of ['x', '-1', '1.5', '1e99']) {
      const answer = await served.call('GET', `/runs/${made.body.id}/events`, { headers: { 'last-event-id': id } });
      expectProblem(answer, 400, 'validation_failed');
    }
  });
});

it('a JSON type without a body is taken where no body is wanted', async () => {
  const headers = { 'content-type': 'application/json' };
  const { body } = await served.call<{ id: string }>('POST', '/sources', { body: { kind: 'text', title: 'T', text: 'Some words.' } });
  expect((await served.call('DELETE', `/sources/${body.id}`, { headers })).status).toBe(204);
  expect((await served.call('POST', '/runs/run_none/cancel', { headers, raw: '' })).status).toBe(404);
});

it('a text that says no language is in the one its words show', async () => {
  const text = 'Die Bohnen werden auf dem Hof geröstet und in der Stadt verkauft, weil das die beste Lösung ist.';
  const made = await served.call<{ language: string }>('POST', '/documents', { body: { title: 'T', body: text } });
  expect(made.body.language).toBe('de');
});
