import type { ForeignKey } from '../schema.ts';

/** Content belongs to a workspace that exists. */
export const inWorkspace: ForeignKey = { columns: ['workspace_id'], table: 'workspaces', references: ['id'] };

/** The column names a row of the same workspace, and goes with it. */
export function partOf(table: string, column: string): ForeignKey {
  return { columns: ['workspace_id', column], table, references: ['workspace_id', 'id'], onDelete: 'cascade' };
}

/** What lets other tables refer to a row together with its workspace. */
export const withWorkspace = [['workspace_id', 'id']] as const;
