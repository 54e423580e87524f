/** A way of looking that found things, best first. */
export interface RankedList<Way extends string> {
  way: Way;
  /** How much the list says, against the others; 1 is usual. */
  weight: number;
  ids: readonly string[];
}

export interface Ranked<Way extends string> {
  id: string;
  /** 0–1; 1 is first in every list. */
  score: number;
  ways: Way[];
}

/** Softens the top of each list: from Cormack, Clarke and Büttcher, “Reciprocal rank fusion outperforms Condorcet…” (2009). */
const softness = 60;

/** Merges lists whose scores cannot be compared by the ranks alone; equal scores are in order of ID. */
export function fuseRanks<Way extends string>(lists: readonly RankedList<Way>[]): Ranked<Way>[] {
  const best = lists.reduce((sum, { weight }) => sum + weight / (softness + 1), 0);
  const found = new Map<string, Ranked<Way>>();
  for (const { way, weight, ids } of lists) {
    for (const [rank, id] of ids.entries()) {
      const ranked = found.get(id) ?? { id, score: 0, ways: [] };
      found.set(id, ranked);
      ranked.score += weight / (softness + rank + 1) / best;
      if (!ranked.ways.includes(way)) ranked.ways.push(way);
    }
  }
  return [...found.values()].sort((left, right) => right.score - left.score || (left.id < right.id ? -1 : 1));
}
