import type { Migration } from './migration.ts';

/** Browsers that are signed in. */
export const sessions: Migration = {
  version: 2,
  name: '0002-sessions',
  oldestProgram: 1,
  async up(schema) {
    await schema.table(
      'sessions',
      {
        id: 'key',
        user_id: 'key',
        workspace_id: 'key',
        token_hash: 'key',
        user_agent: 'text?',
        created_at: 'bigint',
        expires_at: 'bigint',
      },
      {
        primary: ['id'],
        unique: [['token_hash']],
        foreign: [
          { columns: ['workspace_id', 'user_id'], table: 'memberships', references: ['workspace_id', 'user_id'], onDelete: 'cascade' },
        ],
      },
    );
    await schema.index('sessions_by_expiry', 'sessions', ['expires_at']);
  },
};
