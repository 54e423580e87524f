import type { Schema } from '../schema.ts';

/** Tables of the installation as a whole. `migrations` and `schema_version` are made by the runner. */
export async function createSystemTables(schema: Schema): Promise<void> {
  await schema.table('installation', { id: 'key', created_at: 'bigint' }, { primary: ['id'] });
  await schema.table('settings', { name: 'key', value: 'text', updated_at: 'bigint' }, { primary: ['name'] });
  await schema.table('leases', { name: 'key', holder: 'key', token: 'bigint', expires_at: 'bigint' }, { primary: ['name'] });
  await schema.table(
    'outgoing_log',
    {
      id: 'key',
      workspace_id: 'key?',
      user_id: 'key?',
      run_id: 'key?',
      purpose: 'text',
      method: 'text',
      target: 'text',
      status: 'integer?',
      error: 'text?',
      bytes_sent: 'bigint',
      bytes_received: 'bigint',
      duration_ms: 'bigint',
      at: 'bigint',
    },
    { primary: ['id'] },
  );
  await schema.index('outgoing_log_by_workspace', 'outgoing_log', ['workspace_id', 'at']);
  await schema.index('outgoing_log_by_time', 'outgoing_log', ['at']);
}
