import { DatabaseSync } from 'node:sqlite';
import { fastify } from 'fastify';
import { answerParent } from './part.ts';
import { probe } from './probe.ts';

/**
 * What the product is measured against: Fastify with `node:sqlite` and nothing else, one connection on the main thread, the same statements on
 * a copy of the same data, as durable. It knows no keys' scopes, limits, logs, Markdown or origins of words. `bare-documents.ts COPY KEY_HASH`.
 */
const [copy = '', keyHash = ''] = process.argv.slice(2);
const database = new DatabaseSync(copy);
database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma cache_size = -16384');

const findKey = database.prepare(
  `select k.*, m.role from api_keys k join memberships m on m.user_id = k.user_id and m.workspace_id = k.workspace_id
   join users u on u.id = k.user_id where k.hash = ? and u.status = 'active'`,
);
const findDocument = database.prepare(
  `select id, title, type, language, status, author_kind, model, revision, version, metadata, dated_at, created_by, created_at, updated_at,
   deleted_at, body from documents where workspace_id = ? and id = ?`,
);
const findSources = database.prepare(
  `select d.document_id, s.id, s.title, s.address, s.sha256 from document_sources d join sources s on s.workspace_id = d.workspace_id
   and s.id = d.source_id where d.workspace_id = ? and d.document_id in (?) order by d.ordinal`,
);
const findDraft = database.prepare('select * from drafts where workspace_id = ? and document_id = ? and user_id = ?');
const findRevision = database.prepare('select * from revisions where workspace_id = ? and document_id = ? and number = ?');
const updateDocument = database.prepare(
  `update documents set title = ?, type = ?, language = ?, status = ?, body = ?, author_kind = ?, model = ?, revision = ?, version = ?,
   metadata = ?, updated_at = ?, deleted_at = ? where workspace_id = ? and id = ? and version = ?`,
);
const insertRevision = database.prepare('insert into revisions values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
const removeTokens = database.prepare("delete from search_entries where workspace_id = ? and owner_kind = 'document' and owner_id = ?");
const insertTokens = database.prepare(
  "insert into search_entries (workspace_id, owner_kind, owner_id, parent_id, tokens) values (?, 'document', ?, ?, ?)",
);

type Row = Record<string, string | number | null>;
interface Asking {
  workspace: string;
  user: string;
}

function asking(): Asking {
  const key = findKey.get(keyHash) as Row;
  return { workspace: key.workspace_id as string, user: key.user_id as string };
}

function read({ workspace }: Asking, id: string): { document: Row; sources: unknown } {
  return { document: findDocument.get(workspace, id) as Row, sources: findSources.all(workspace, id) };
}

function save(who: Asking, id: string, body: string): unknown {
  const { workspace, user } = who;
  read(who, id);
  database.exec('begin immediate');
  findDraft.get(workspace, id, user);
  const before = read(who, id).document;
  const { spans } = findRevision.get(workspace, id, before.revision as number) as Row;
  const [revision, version, now] = [Number(before.revision) + 1, Number(before.version) + 1, Date.now()];
  const { title, type, language, status, author_kind, model, metadata } = before as Record<string, string>;
  const changed = [title, type, language, status, body, author_kind, model, revision, version, metadata, now, null] as string[];
  updateDocument.run(...changed, workspace, id, before.version as number);
  insertRevision.run(workspace, id, revision, title as string, body, metadata as string, spans as string, null, null, user, now);
  removeTokens.run(workspace, id);
  insertTokens.run(workspace, id, id, body.toLowerCase());
  const after = read(who, id);
  database.exec('commit');
  return after;
}

const app = fastify();
app.get<{ Params: { id: string } }>('/api/v1/documents/:id', async ({ params }) => read(asking(), params.id));
app.put<{ Params: { id: string }; Body: { body: string } }>('/api/v1/documents/:id', async ({ params, body }) =>
  save(asking(), params.id, body.body),
);
const address = await app.listen({ host: '127.0.0.1', port: 0 });

const answers = { ...probe, address: () => address };
export type BareDocuments = typeof answers;

answerParent(answers);
