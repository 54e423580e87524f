import type { SourceText } from '../source-text.ts';
import type { Statement } from './statements.ts';

/** The first statements of a source mostly say what it is about. */
const leading = 3;
const leadBonus = 0.25;
const numberBonus = 0.1;
/** Keeps short statements from being central for their few words. */
const shortest = 4;

/** How much each statement is about what its source comes back to, 0–1: for sources whose words cannot be compared with the topic. */
export function centralities(statements: readonly Statement[]): Map<Statement, number> {
  const found = new Map<Statement, number>();
  for (const [, own] of Map.groupBy(statements, ({ source }): SourceText => source)) {
    const counts = new Map<string, number>();
    for (const { terms } of own) for (const stem of new Set(terms.stems)) counts.set(stem, (counts.get(stem) ?? 0) + 1);
    const scores = own.map(({ terms }, at) => {
      const stems = [...new Set(terms.stems)];
      const shared = stems.reduce((sum, stem) => sum + Math.log(counts.get(stem) ?? 1), 0) / Math.sqrt(stems.length + shortest);
      return shared + (at < leading ? leadBonus : 0) + (terms.quantities.length > 0 ? numberBonus : 0);
    });
    const most = Math.max(...scores, Number.EPSILON);
    own.forEach((statement, at) => {
      found.set(statement, (scores[at] as number) / most);
    });
  }
  return found;
}
