import type { Embedder } from '../ports/embedder.ts';
import type { Logger } from '../ports/logger.ts';
import type { VectorIndex } from '../ports/vector-index.ts';
import { AppError } from '../shared/errors.ts';

/** What finding by meaning takes. */
export interface Meaning {
  embedder: Embedder;
  index: VectorIndex;
  logger: Logger;
}

/** Passages found by meaning, of many candidates. */
const nearestCount = 50;
/** Texts of other subjects have a cosine of 0.2 and less, of the same subject of 0.4 and more. */
const leastSimilarity = 0.3;

/** IDs of the passages nearest in meaning, best first; none when meaning cannot be had, because words alone still find much. */
export async function nearestPassages(
  meaning: Meaning | null,
  workspaceId: string,
  text: string,
  sourceIds?: readonly string[],
): Promise<string[]> {
  if (meaning === null) return [];
  try {
    // The embedding process takes 220 MB; it does not start for a workspace in which nothing can be found.
    if ((await meaning.index.count(workspaceId)) === 0) return [];
    const [vector] = await meaning.embedder.embed([text]);
    if (vector === undefined) return [];
    const matches = await meaning.index.query(workspaceId, vector, nearestCount, sourceIds);
    return matches.filter(({ similarity }) => similarity >= leastSimilarity).map(({ id }) => id);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    meaning.logger.warn({ code: error.code, reason: error.message }, 'Search by meaning is not possible now; words alone are searched');
    return [];
  }
}
