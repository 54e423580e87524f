import type { Generated } from 'kysely';
import type { LedgerTable, RunEventsTable, RunsTable, StepsTable } from './run-tables.ts';

export type * from './run-tables.ts';

/**
 * The whole relational schema. Times are UTC milliseconds, money is micro-dollars, booleans are 0/1 (`flag.ts`),
 * JSON is text (`json.ts`). Every table of content has `workspace_id`.
 */

/** Text that holds JSON of T; read and written through `json.ts` only. */
export type Json<T = unknown> = string & { readonly __json?: T };
export type Flag = 0 | 1;
/** UTC milliseconds. */
export type Time = number;
/** Integer micro-dollars. */
export type MicroDollars = number;

export interface InstallationTable {
  id: string;
  created_at: Time;
}

/** Rows of settings made in the product, below the environment and the file in rank. */
export interface SettingsTable {
  name: string;
  value: Json;
  updated_at: Time;
}

export interface UsersTable {
  id: string;
  name: string;
  email: string;
  email_verified: Flag;
  image: string | null;
  status: 'active' | 'disabled';
  created_at: Time;
  updated_at: Time;
}

export interface WorkspacesTable {
  id: string;
  name: string;
  slug: string;
  created_at: Time;
  updated_at: Time;
}

/** The data key of a workspace, wrapped by the key-encryption key. Shredding blanks `wrapped_key`. */
export interface WorkspaceKeysTable {
  workspace_id: string;
  id: string;
  kek_id: string;
  wrapped_key: string | null;
  created_at: Time;
  shredded_at: Time | null;
}

export type Role = 'owner' | 'admin' | 'editor' | 'writer' | 'viewer';

export interface MembershipsTable {
  workspace_id: string;
  user_id: string;
  role: Role;
  created_at: Time;
}

export interface ApiKeysTable {
  id: string;
  workspace_id: string;
  user_id: string;
  name: string;
  /** First characters of the key, shown in lists. */
  prefix: string;
  /** SHA-256 of the key, hex: the key has 256 random bits, so no slow hash is needed. */
  hash: string;
  scopes: Json<string[]>;
  allowed_addresses: Json<string[]> | null;
  expires_at: Time | null;
  last_used_at: Time | null;
  revoked_at: Time | null;
  created_at: Time;
}

/** A signed-in browser. */
export interface SessionsTable {
  id: string;
  user_id: string;
  workspace_id: string;
  /** SHA-256 of the token in the cookie, hex: the token has 256 random bits. */
  token_hash: string;
  user_agent: string | null;
  created_at: Time;
  expires_at: Time;
}

export interface SourcesTable {
  id: string;
  workspace_id: string;
  kind: 'text' | 'url' | 'blob' | 'file';
  format: string;
  title: string;
  /** `https://…`, `file:notes.pdf` or `text:`. */
  address: string;
  /** Of the original bytes, hex. */
  sha256: string;
  /** Code points of the stored text. */
  characters: number;
  language: string | null;
  text: string;
  blocks: Json;
  problems: Json;
  tags: Json<string[]>;
  local_only: Flag;
  blob_address: string | null;
  version: number;
  fetched_at: Time;
  created_at: Time;
  updated_at: Time;
  deleted_at: Time | null;
}

export interface PassagesTable {
  id: string;
  workspace_id: string;
  source_id: string;
  ordinal: number;
  /** Code points of the source's stored text. */
  start_offset: number;
  end_offset: number;
  text: string;
  locator: Json;
}

/** Space-separated search tokens of passages and documents; indexed by FTS5 or tsvector. */
export interface SearchEntriesTable {
  id: Generated<number>;
  workspace_id: string;
  owner_kind: 'passage' | 'document';
  owner_id: string;
  /** Source of a passage, or the document itself. */
  parent_id: string;
  tokens: string;
}

/** Work the vector index still has to do; removed when done. */
export interface VectorTasksTable {
  workspace_id: string;
  source_id: string;
  action: 'index' | 'remove';
  created_at: Time;
}

export interface BlobsTable {
  workspace_id: string;
  address: string;
  /** Of the content, in bytes. */
  size: number;
  stored_size: number;
  media_type: string;
  file_name: string | null;
  key_id: string;
  sha256: string;
  created_at: Time;
  created_by: string;
  /** When collection first found no reference to it; null while it is referred to or new. */
  unreferenced_since: Time | null;
}

export interface BlobReferencesTable {
  workspace_id: string;
  address: string;
  owner_kind: string;
  owner_id: string;
}

export interface DocumentsTable {
  id: string;
  workspace_id: string;
  title: string;
  type: string;
  language: string;
  status: 'draft' | 'in_review' | 'approved' | 'published';
  author_kind: 'person' | 'extractive' | 'model';
  model: string | null;
  body: string;
  /** Number of the newest revision; 0 before the first. */
  revision: number;
  /** Grows with every change; the ETag. */
  version: number;
  metadata: Json;
  /** Date shown in the article file; fixed when the document is made. */
  dated_at: Time;
  created_by: string;
  created_at: Time;
  updated_at: Time;
  deleted_at: Time | null;
}

export interface RevisionsTable {
  workspace_id: string;
  document_id: string;
  number: number;
  title: string;
  body: string;
  metadata: Json;
  /** Origin of every span of the body. */
  spans: Json;
  name: string | null;
  run_id: string | null;
  created_by: string;
  created_at: Time;
}

export interface DraftsTable {
  workspace_id: string;
  document_id: string;
  user_id: string;
  base_revision: number;
  title: string;
  body: string;
  spans: Json;
  version: number;
  updated_at: Time;
}

export interface DocumentSourcesTable {
  workspace_id: string;
  document_id: string;
  source_id: string;
  ordinal: number;
}

export interface SuggestionsTable {
  id: string;
  workspace_id: string;
  document_id: string;
  run_id: string | null;
  base_revision: number;
  section: string | null;
  body: string;
  status: 'open' | 'accepted' | 'rejected';
  created_at: Time;
}

export type Support = 'supported' | 'partly' | 'contradicted' | 'unsupported' | 'unchecked';

export interface ClaimsTable {
  id: string;
  workspace_id: string;
  document_id: string;
  revision: number;
  ordinal: number;
  start_offset: number;
  end_offset: number;
  text: string;
  footnote: string | null;
  support: Support;
  probability: number;
  shown: Flag;
  source_id: string | null;
  quote: Json | null;
}

export interface IdempotencyKeysTable {
  workspace_id: string;
  principal: string;
  key: string;
  request_hash: string;
  status: number | null;
  response: string | null;
  etag: string | null;
  created_at: Time;
  expires_at: Time;
}

export interface OutgoingLogTable {
  id: string;
  workspace_id: string | null;
  user_id: string | null;
  run_id: string | null;
  purpose: string;
  method: string;
  target: string;
  status: number | null;
  error: string | null;
  bytes_sent: number;
  bytes_received: number;
  duration_ms: number;
  at: Time;
}

/** Named leases of processes (migration, leader), with fencing tokens. */
export interface LeasesTable {
  name: string;
  holder: string;
  token: number;
  expires_at: Time;
}

/** One row a migration that ran. */
export interface MigrationsTable {
  name: string;
  checksum: string;
  applied_at: Time;
}

/** One row: the schema's version and the oldest program version that may use it. */
export interface SchemaVersionTable {
  version: number;
  oldest_program: number;
}

export interface Tables {
  installation: InstallationTable;
  settings: SettingsTable;
  users: UsersTable;
  workspaces: WorkspacesTable;
  workspace_keys: WorkspaceKeysTable;
  memberships: MembershipsTable;
  api_keys: ApiKeysTable;
  sessions: SessionsTable;
  sources: SourcesTable;
  passages: PassagesTable;
  search_entries: SearchEntriesTable;
  vector_tasks: VectorTasksTable;
  blobs: BlobsTable;
  blob_references: BlobReferencesTable;
  documents: DocumentsTable;
  revisions: RevisionsTable;
  drafts: DraftsTable;
  document_sources: DocumentSourcesTable;
  suggestions: SuggestionsTable;
  claims: ClaimsTable;
  runs: RunsTable;
  steps: StepsTable;
  run_events: RunEventsTable;
  ledger: LedgerTable;
  idempotency_keys: IdempotencyKeysTable;
  outgoing_log: OutgoingLogTable;
  leases: LeasesTable;
  migrations: MigrationsTable;
  schema_version: SchemaVersionTable;
}
