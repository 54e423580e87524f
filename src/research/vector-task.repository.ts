import { type Selectable, sql } from 'kysely';
import type { Database } from '../database/database.ts';
import type { Time, VectorTasksTable } from '../database/tables.ts';

type Task = Selectable<VectorTasksTable>;

/** What the vector index still has to do, of all workspaces: for the background worker, which acts for nobody. */
export function vectorTaskRepository({ read, transaction }: Pick<Database, 'read' | 'transaction'>) {
  return {
    /** The task that waits longest. @param without source IDs to pass over */
    async oldest(without: readonly string[]): Promise<Task | null> {
      let query = read.selectFrom('vector_tasks').selectAll();
      if (without.length > 0) query = query.where('source_id', 'not in', [...without]);
      const row = await query.orderBy('created_at').orderBy('source_id').limit(1).executeTakeFirst();
      return row ?? null;
    },

    async hasSources(): Promise<boolean> {
      return (await read.selectFrom('sources').select('id').where('deleted_at', 'is', null).limit(1).executeTakeFirst()) !== undefined;
    },

    /** Orders the vectors of every source. */
    async addAll(now: Time): Promise<void> {
      await transaction(async (trx) => {
        const all = trx
          .selectFrom('sources')
          .select(['workspace_id', 'id', sql<'index'>`'index'`.as('action'), sql<number>`cast(${now} as bigint)`.as('created_at')])
          .where('deleted_at', 'is', null);
        await trx
          .insertInto('vector_tasks')
          .columns(['workspace_id', 'source_id', 'action', 'created_at'])
          .expression(all)
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      });
    },

    /** Removes a task unless it was overtaken by a newer one for the same source. */
    async finish(task: Task): Promise<void> {
      await transaction(async (trx) => {
        await trx
          .deleteFrom('vector_tasks')
          .where('workspace_id', '=', task.workspace_id)
          .where('source_id', '=', task.source_id)
          .where('created_at', '=', task.created_at)
          .execute();
      });
    },
  };
}
