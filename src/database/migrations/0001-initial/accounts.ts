import type { Schema } from '../schema.ts';
import { inWorkspace } from './references.ts';

export async function createAccountTables(schema: Schema): Promise<void> {
  await schema.table(
    'users',
    {
      id: 'key',
      name: 'text',
      email: 'key',
      email_verified: 'integer',
      image: 'text?',
      status: 'key',
      created_at: 'bigint',
      updated_at: 'bigint',
    },
    { primary: ['id'], unique: [['email']], oneOf: { status: ['active', 'disabled'] }, flags: ['email_verified'] },
  );
  await schema.table(
    'workspaces',
    { id: 'key', name: 'text', slug: 'key', created_at: 'bigint', updated_at: 'bigint' },
    { primary: ['id'], unique: [['slug']] },
  );
  await schema.table(
    'workspace_keys',
    { workspace_id: 'key', id: 'key', kek_id: 'key', wrapped_key: 'text?', created_at: 'bigint', shredded_at: 'bigint?' },
    { primary: ['workspace_id', 'id'], foreign: [inWorkspace] },
  );
  await schema.table(
    'memberships',
    { workspace_id: 'key', user_id: 'key', role: 'key', created_at: 'bigint' },
    {
      primary: ['workspace_id', 'user_id'],
      foreign: [inWorkspace, { columns: ['user_id'], table: 'users', references: ['id'] }],
      oneOf: { role: ['owner', 'admin', 'editor', 'writer', 'viewer'] },
    },
  );
  await schema.index('memberships_by_user', 'memberships', ['user_id']);
  await createApiKeys(schema);
}

async function createApiKeys(schema: Schema): Promise<void> {
  await schema.table(
    'api_keys',
    {
      id: 'key',
      workspace_id: 'key',
      user_id: 'key',
      name: 'text',
      prefix: 'text',
      hash: 'key',
      scopes: 'text',
      allowed_addresses: 'text?',
      expires_at: 'bigint?',
      last_used_at: 'bigint?',
      revoked_at: 'bigint?',
      created_at: 'bigint',
    },
    {
      primary: ['id'],
      unique: [['hash']],
      foreign: [inWorkspace, { columns: ['user_id'], table: 'users', references: ['id'] }],
    },
  );
  await schema.index('api_keys_by_workspace', 'api_keys', ['workspace_id', 'id']);
  await schema.table(
    'idempotency_keys',
    {
      workspace_id: 'key',
      principal: 'key',
      key: 'key',
      request_hash: 'key',
      status: 'integer?',
      response: 'text?',
      etag: 'text?',
      created_at: 'bigint',
      expires_at: 'bigint',
    },
    { primary: ['workspace_id', 'principal', 'key'], foreign: [inWorkspace] },
  );
  await schema.index('idempotency_keys_by_expiry', 'idempotency_keys', ['expires_at']);
}
