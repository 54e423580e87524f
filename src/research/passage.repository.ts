import { type Insertable, type Selectable, sql } from 'kysely';
import type { WorkspaceScope } from '../accounts/index.ts';
import type { Reader, Transaction } from '../database/database.ts';
import { fromJson, toJson } from '../database/json.ts';
import type { PassagesTable, SearchEntriesTable, Time, VectorTasksTable } from '../database/tables.ts';
import type { Locator } from '../shared/locator.ts';
import type { Passage } from './passages.ts';

/** A passage as it is stored, with what search finds it by. */
export interface IndexedPassage extends Passage {
  id: string;
  /** Parted by spaces. */
  tokens: string;
}

/** PostgreSQL takes 65,535 values in a statement, SQLite 32,766. */
const rowsPerStatement = 500;

/** Passages of one workspace, and what search and vectors know of them. */
export function passageRepository({ workspaceId }: Pick<WorkspaceScope, 'workspaceId'>) {
  return {
    /** Makes these the passages of the source, for readers and for search. */
    async replace(trx: Transaction, sourceId: string, passages: readonly IndexedPassage[]): Promise<void> {
      await this.remove(trx, sourceId);
      for (let start = 0; start < passages.length; start += rowsPerStatement) {
        const part = passages.slice(start, start + rowsPerStatement);
        await trx
          .insertInto('passages')
          .values(part.map((passage) => toRow(workspaceId, passage)))
          .execute();
        await trx
          .insertInto('search_entries')
          .values(part.map((passage) => toEntry(workspaceId, passage)))
          .execute();
      }
    },

    async remove(trx: Transaction, sourceId: string): Promise<void> {
      await trx.deleteFrom('search_entries').where('workspace_id', '=', workspaceId).where('parent_id', '=', sourceId).execute();
      await trx.deleteFrom('passages').where('workspace_id', '=', workspaceId).where('source_id', '=', sourceId).execute();
    },

    /** Changes what one passage is found by. */
    async setTokens(trx: Transaction, id: string, tokens: string): Promise<void> {
      await trx
        .updateTable('search_entries')
        .set({ tokens })
        .where('workspace_id', '=', workspaceId)
        .where('owner_kind', '=', 'passage')
        .where('owner_id', '=', id)
        .execute();
    },

    /** In reading order. */
    async ofSource(reader: Reader, sourceId: string): Promise<(Passage & { id: string })[]> {
      const rows = await reader
        .selectFrom('passages')
        .selectAll()
        .where('workspace_id', '=', workspaceId)
        .where('source_id', '=', sourceId)
        .orderBy('ordinal')
        .execute();
      return rows.map(fromRow);
    },

    /** Those of the IDs that are there, in the order of the IDs. */
    async findMany(reader: Reader, ids: readonly string[]): Promise<(Passage & { id: string })[]> {
      if (ids.length === 0) return [];
      const rows = await reader
        .selectFrom('passages')
        .selectAll()
        .where('workspace_id', '=', workspaceId)
        .where('id', 'in', [...ids])
        .execute();
      const found = new Map(rows.map((row) => [row.id, fromRow(row)]));
      return ids.map((id) => found.get(id)).filter((passage) => passage !== undefined);
    },

    /** Tells the vector index what to do; a task made before for the same source is overtaken, which its grown time shows. */
    async addVectorTask(trx: Transaction, sourceId: string, action: VectorTasksTable['action'], now: Time): Promise<void> {
      const later = sql<number>`case when excluded.created_at > vector_tasks.created_at then excluded.created_at else vector_tasks.created_at + 1 end`;
      await trx
        .insertInto('vector_tasks')
        .values({ workspace_id: workspaceId, source_id: sourceId, action, created_at: now })
        .onConflict((conflict) => conflict.columns(['workspace_id', 'source_id']).doUpdateSet({ action, created_at: later }))
        .execute();
    },
  };
}

function toRow(workspaceId: string, passage: IndexedPassage): Insertable<PassagesTable> {
  const { id, sourceId, ordinal, start, end, text, locator } = passage;
  return {
    ...{ id, workspace_id: workspaceId, source_id: sourceId, ordinal },
    ...{ start_offset: start, end_offset: end, text, locator: toJson(locator) },
  };
}

function toEntry(workspaceId: string, { id, sourceId, tokens }: IndexedPassage): Insertable<SearchEntriesTable> {
  return { workspace_id: workspaceId, owner_kind: 'passage', owner_id: id, parent_id: sourceId, tokens };
}

function fromRow(row: Selectable<PassagesTable>): Passage & { id: string } {
  const { id, source_id, ordinal, start_offset, end_offset, text } = row;
  return { id, sourceId: source_id, ordinal, start: start_offset, end: end_offset, text, locator: fromJson<Locator>(row.locator) };
}
