import type { Schema } from '../schema.ts';
import { inWorkspace, partOf, withWorkspace } from './references.ts';

const support = ['supported', 'partly', 'contradicted', 'unsupported', 'unchecked'];

export async function createContentTables(schema: Schema): Promise<void> {
  await createDocuments(schema);
  await createRevisions(schema);
  await createDrafts(schema);
  await createFindings(schema);
}

async function createDocuments(schema: Schema): Promise<void> {
  await schema.table(
    'documents',
    {
      id: 'key',
      workspace_id: 'key',
      title: 'text',
      type: 'key',
      language: 'key',
      status: 'key',
      author_kind: 'key',
      model: 'text?',
      body: 'text',
      revision: 'integer',
      version: 'bigint',
      metadata: 'text',
      dated_at: 'bigint',
      created_by: 'key',
      created_at: 'bigint',
      updated_at: 'bigint',
      deleted_at: 'bigint?',
    },
    {
      primary: ['id'],
      unique: withWorkspace,
      foreign: [inWorkspace],
      oneOf: { status: ['draft', 'in_review', 'approved', 'published'], author_kind: ['person', 'extractive', 'model'] },
    },
  );
  await schema.index('documents_by_update', 'documents', ['workspace_id', 'updated_at', 'id']);
  await schema.index('documents_in_trash', 'documents', ['deleted_at'], 'deleted_at is not null');
  await schema.table(
    'document_sources',
    { workspace_id: 'key', document_id: 'key', source_id: 'key', ordinal: 'integer' },
    {
      primary: ['workspace_id', 'document_id', 'source_id'],
      foreign: [partOf('documents', 'document_id'), partOf('sources', 'source_id')],
    },
  );
  await schema.index('document_sources_by_source', 'document_sources', ['workspace_id', 'source_id']);
}

async function createRevisions(schema: Schema): Promise<void> {
  await schema.table(
    'revisions',
    {
      workspace_id: 'key',
      document_id: 'key',
      number: 'integer',
      title: 'text',
      body: 'text',
      metadata: 'text',
      spans: 'text',
      name: 'text?',
      run_id: 'key?',
      created_by: 'key',
      created_at: 'bigint',
    },
    { primary: ['workspace_id', 'document_id', 'number'], foreign: [partOf('documents', 'document_id')] },
  );
}

async function createDrafts(schema: Schema): Promise<void> {
  await schema.table(
    'drafts',
    {
      workspace_id: 'key',
      document_id: 'key',
      user_id: 'key',
      base_revision: 'integer',
      title: 'text',
      body: 'text',
      spans: 'text',
      version: 'bigint',
      updated_at: 'bigint',
    },
    { primary: ['workspace_id', 'document_id', 'user_id'], foreign: [partOf('documents', 'document_id')] },
  );
  await schema.index('drafts_by_update', 'drafts', ['updated_at']);
}

async function createFindings(schema: Schema): Promise<void> {
  await schema.table(
    'suggestions',
    {
      id: 'key',
      workspace_id: 'key',
      document_id: 'key',
      run_id: 'key?',
      base_revision: 'integer',
      section: 'text?',
      body: 'text',
      status: 'key',
      created_at: 'bigint',
    },
    { primary: ['id'], foreign: [partOf('documents', 'document_id')], oneOf: { status: ['open', 'accepted', 'rejected'] } },
  );
  await schema.index('suggestions_by_document', 'suggestions', ['workspace_id', 'document_id', 'status']);
  await schema.table(
    'claims',
    {
      id: 'key',
      workspace_id: 'key',
      document_id: 'key',
      revision: 'integer',
      ordinal: 'integer',
      start_offset: 'integer',
      end_offset: 'integer',
      text: 'text',
      footnote: 'text?',
      support: 'key',
      probability: 'real',
      shown: 'integer',
      source_id: 'key?',
      quote: 'text?',
    },
    { primary: ['id'], foreign: [partOf('documents', 'document_id')], oneOf: { support }, flags: ['shown'] },
  );
  await schema.index('claims_by_document', 'claims', ['workspace_id', 'document_id', 'revision', 'ordinal']);
}
