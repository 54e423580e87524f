import type { WorkspaceScope } from '../accounts/index.ts';
import type { Reader, Transaction } from '../database/database.ts';
import { fromFlag, fromJson, toFlag, toJson } from '../database/json.ts';
import { newId } from '../shared/ids.ts';
import type { CheckedClaim } from './check.ts';

/** What was found is kept in one column: the quote and the note that explains it. */
interface KeptFinding {
  quote?: CheckedClaim['quote'];
  note?: string;
}

/** The checked claims of one workspace's documents. */
export function claimRepository({ workspaceId }: Pick<WorkspaceScope, 'workspaceId'>) {
  return {
    /** The claims of a revision in the place of all earlier ones of the document. */
    async replace(trx: Transaction, documentId: string, revision: number, claims: readonly CheckedClaim[]): Promise<void> {
      await trx.deleteFrom('claims').where('workspace_id', '=', workspaceId).where('document_id', '=', documentId).execute();
      const rows = claims.map((claim, ordinal) => ({
        id: newId('claim'),
        workspace_id: workspaceId,
        document_id: documentId,
        revision,
        ordinal,
        start_offset: claim.start,
        end_offset: claim.end,
        text: claim.text,
        footnote: claim.footnote ?? null,
        support: claim.support,
        probability: claim.probability,
        shown: toFlag(claim.shown),
        source_id: claim.sourceId ?? null,
        quote: toJson<KeptFinding>({ quote: claim.quote, note: claim.note }),
      }));
      // A long book has more claims than one statement may have values.
      for (let from = 0; from < rows.length; from += 500)
        await trx
          .insertInto('claims')
          .values(rows.slice(from, from + 500))
          .execute();
    },

    async list(reader: Reader, documentId: string): Promise<{ revision: number | null; claims: CheckedClaim[] }> {
      const rows = await reader
        .selectFrom('claims')
        .selectAll()
        .where('workspace_id', '=', workspaceId)
        .where('document_id', '=', documentId)
        .orderBy('ordinal')
        .execute();
      const claims = rows.map((row): CheckedClaim => {
        const { quote, note } = fromJson<KeptFinding>(row.quote ?? '{}');
        return {
          start: row.start_offset,
          end: row.end_offset,
          text: row.text,
          ...(row.footnote === null ? {} : { footnote: row.footnote }),
          support: row.support,
          probability: row.probability,
          shown: fromFlag(row.shown),
          ...(row.source_id === null ? {} : { sourceId: row.source_id }),
          ...(quote === undefined ? {} : { quote }),
          ...(note === undefined ? {} : { note }),
        };
      });
      return { revision: rows[0]?.revision ?? null, claims };
    },
  };
}
