import type { Schema } from '../schema.ts';
import { inWorkspace, partOf, withWorkspace } from './references.ts';

export async function createResearchTables(schema: Schema): Promise<void> {
  await createSources(schema);
  await createPassages(schema);
  await createBlobs(schema);
}

async function createSources(schema: Schema): Promise<void> {
  await schema.table(
    'sources',
    {
      id: 'key',
      workspace_id: 'key',
      kind: 'key',
      format: 'key',
      title: 'text',
      address: 'text',
      sha256: 'key',
      characters: 'integer',
      language: 'key?',
      text: 'text',
      blocks: 'text',
      problems: 'text',
      tags: 'text',
      local_only: 'integer',
      blob_address: 'key?',
      version: 'bigint',
      fetched_at: 'bigint',
      created_at: 'bigint',
      updated_at: 'bigint',
      deleted_at: 'bigint?',
    },
    {
      primary: ['id'],
      unique: withWorkspace,
      foreign: [inWorkspace],
      oneOf: { kind: ['text', 'url', 'blob', 'file'] },
      flags: ['local_only'],
    },
  );
  await schema.index('sources_by_update', 'sources', ['workspace_id', 'updated_at', 'id']);
  await schema.index('sources_by_content', 'sources', ['workspace_id', 'sha256']);
  await schema.index('sources_in_trash', 'sources', ['deleted_at'], 'deleted_at is not null');
}

async function createPassages(schema: Schema): Promise<void> {
  await schema.table(
    'passages',
    {
      id: 'key',
      workspace_id: 'key',
      source_id: 'key',
      ordinal: 'integer',
      start_offset: 'integer',
      end_offset: 'integer',
      text: 'text',
      locator: 'text',
    },
    { primary: ['id'], unique: [['workspace_id', 'source_id', 'ordinal']], foreign: [partOf('sources', 'source_id')] },
  );
  await schema.table(
    'search_entries',
    { id: 'identity', workspace_id: 'key', owner_kind: 'key', owner_id: 'key', parent_id: 'key', tokens: 'text' },
    { foreign: [inWorkspace], oneOf: { owner_kind: ['passage', 'document'] } },
  );
  await schema.index('search_entries_by_owner', 'search_entries', ['workspace_id', 'owner_kind', 'owner_id']);
  await schema.index('search_entries_by_parent', 'search_entries', ['workspace_id', 'parent_id']);
  await schema.table(
    'vector_tasks',
    { workspace_id: 'key', source_id: 'key', action: 'key', created_at: 'bigint' },
    { primary: ['workspace_id', 'source_id'], foreign: [inWorkspace], oneOf: { action: ['index', 'remove'] } },
  );
  await schema.index('vector_tasks_by_age', 'vector_tasks', ['created_at']);
}

async function createBlobs(schema: Schema): Promise<void> {
  await schema.table(
    'blobs',
    {
      workspace_id: 'key',
      address: 'key',
      size: 'bigint',
      stored_size: 'bigint',
      media_type: 'text',
      file_name: 'text?',
      key_id: 'key',
      sha256: 'key',
      created_at: 'bigint',
      created_by: 'key',
      unreferenced_since: 'bigint?',
    },
    { primary: ['workspace_id', 'address'], foreign: [inWorkspace] },
  );
  await schema.table(
    'blob_references',
    { workspace_id: 'key', address: 'key', owner_kind: 'key', owner_id: 'key' },
    {
      primary: ['workspace_id', 'address', 'owner_kind', 'owner_id'],
      foreign: [{ columns: ['workspace_id', 'address'], table: 'blobs', references: ['workspace_id', 'address'] }],
    },
  );
  await schema.index('blob_references_by_owner', 'blob_references', ['workspace_id', 'owner_kind', 'owner_id']);
}
