import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../shared/ids.ts';
import { type Served, serveForSuite } from './served.fixture.ts';

interface Item {
  id?: string;
  number?: number;
}
interface List {
  items: Item[];
  nextCursor: string | null;
}

let served: Served;
let end: () => Promise<void>;
let documentId: string;

/** Three of everything there is a list of. */
beforeAll(async () => {
  ({ served, end } = await serveForSuite());
  const make = async (path: string, body: unknown) => (await served.call<{ id: string }>('POST', path, { body })).body.id;
  for (const n of [1, 2, 3]) {
    documentId = await make('/documents', { title: `T${n}`, body: 'Coffee.' });
    await served.call('DELETE', `/documents/${await make('/documents', { title: 'Old', body: '' })}`);
    await make('/sources', { kind: 'text', text: `Coffee ${n} is brewed.` });
    await make('/runs', { kind: 'research', brief: { topic: `T${n}` } });
    await make('/api-keys', { name: `K${n}`, scopes: ['content:read'] });
  }
  for (const body of ['two', 'three'])
    await served.call('PUT', `/documents/${documentId}`, { body: { body }, headers: { 'if-match': '*' } });
  await addRows();
});
afterAll(() => end());

/** What no route makes: people, suggestions, lines of the outgoing log. */
async function addRows(): Promise<void> {
  const { body } = await served.call<{ workspace: { id: string } }>('GET', '/me');
  const workspace_id = body.workspace.id;
  await served.database.transaction(async (trx) => {
    for (const at of [1, 2, 3]) {
      const id = newId('user');
      const times = { created_at: at, updated_at: at };
      const person = { id, name: 'Somebody', email: `${id}@example.org`, email_verified: 0 as const, image: null };
      await trx
        .insertInto('users')
        .values({ ...person, status: 'active', ...times })
        .execute();
      await trx.insertInto('memberships').values({ workspace_id, user_id: id, role: 'writer', created_at: at }).execute();
      const made = { id: newId('suggestion'), document_id: documentId, run_id: null, base_revision: 1, section: null };
      await trx
        .insertInto('suggestions')
        .values({ ...made, workspace_id, body: 'b', status: 'open', created_at: at })
        .execute();
      const sent = {
        purpose: 'source',
        method: 'GET',
        target: 'https://example.org',
        user_id: null,
        run_id: null,
        status: 200,
        error: null,
      };
      const line = { id: newId('outgoing'), workspace_id, at, bytes_sent: 0, bytes_received: 0, duration_ms: 1, ...sent };
      await trx.insertInto('outgoing_log').values(line).execute();
    }
  });
}

const lists = [
  ['/documents', ['-updatedAt', 'updatedAt', '-createdAt', 'createdAt']],
  ['/trash', ['-updatedAt', 'updatedAt', '-createdAt', 'createdAt']],
  ['/sources', ['-updatedAt', 'updatedAt', '-createdAt', 'createdAt']],
  ['/runs', ['-createdAt', 'createdAt', '-updatedAt', 'updatedAt']],
  ['/documents/:id/revisions', ['-number']],
  ['/documents/:id/suggestions', ['id']],
  ['/outgoing', ['-at']],
  ['/members', ['id']],
  ['/api-keys', ['id']],
] as const;

describe.each(lists)('%s', (route, sorts) => {
  const get = (query: string) => served.call<List>('GET', `${route.replace(':id', documentId)}${query}`);

  it('comes in pages that together are the whole, in each of its orders', async () => {
    for (const sort of sorts) {
      const whole = await get(`?limit=100&sort=${sort}`);
      const found: Item[] = [];
      let cursor: string | null = '';
      for (let pages = 0; cursor !== null && pages < 20; pages += 1) {
        const page = await get(`?limit=1&sort=${sort}${cursor === '' ? '' : `&cursor=${cursor}`}`);
        expect([sort, page.status, page.body.items?.length]).toEqual([sort, 200, 1]);
        found.push(...page.body.items);
        cursor = page.body.nextCursor;
      }
      expect(whole.body.items.length).toBeGreaterThanOrEqual(3);
      expect([sort, found]).toEqual([sort, whole.body.items]);
      expect(whole.body.nextCursor).toBeNull();
    }
    expect((await get('')).body).toEqual((await get(`?sort=${sorts[0]}`)).body);
  });

  it('takes 1 to 100 at a time, and refuses what it does not know', async () => {
    for (const query of ['?limit=0', '?limit=101', '?limit=x', '?sort=colour', '?colour=red', '?cursor=x', '?cursor=WyJ4IiwxLCJ5Il0'])
      expect([query, (await get(query)).status]).toEqual([query, 400]);
  });
});

it('goes the other way round with a minus', async () => {
  for (const path of ['/documents', '/sources', '/runs']) {
    const ids = async (sort: string) => (await served.call<List>('GET', `${path}?sort=${sort}`)).body.items.map(({ id }) => id);
    expect(await ids('createdAt')).toEqual((await ids('-createdAt')).reverse());
  }
});

it('lists workspaces like everything else', async () => {
  expect((await served.call<List>('GET', '/workspaces?limit=1')).body).toMatchObject({ items: [{ role: 'owner' }], nextCursor: null });
  expect((await served.call('GET', '/workspaces?limit=101')).status).toBe(400);
});
