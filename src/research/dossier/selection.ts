import type { Pause } from '../../shared/pacing.ts';
import type { Pair } from './pairs.ts';
import type { Question } from './questions.ts';
import type { Statement } from './statements.ts';

/** How well a statement answers a question; 0 for not at all. */
export type Score = (statement: Statement, question: Question) => number;

export const leastRelevance = 0.25;
const tooAlike = 0.7;

/** Statements by question; each stands under one only. @param questions the last one is general: it gets what the others leave @param most statements a question gets @param first statements the general one gets before all others */
export async function selectByQuestion(
  questions: readonly Question[],
  statements: readonly Statement[],
  pairs: readonly Pair[],
  scoreOf: Score,
  most: number,
  first: number,
  pause: Pause,
): Promise<Map<Question, Statement[]>> {
  const scored: { question: Question; statement: Statement; score: number }[] = [];
  for (const question of questions) {
    for (const statement of statements) {
      const score = scoreOf(statement, question);
      if (score >= leastRelevance) scored.push({ question, statement, score });
    }
    await pause();
  }
  const disputed = new Set(pairs.filter(({ difference }) => difference !== null).flatMap(({ left, right }) => [left, right]));
  const general = questions.at(-1);
  const ranked = scored.sort(
    (one, other) =>
      Number(one.question === general) - Number(other.question === general) ||
      other.score - one.score ||
      one.statement.number - other.statement.number,
  );
  const chosen = new Map<Question, Statement[]>(questions.map((question) => [question, []]));
  const taken: Statement[] = [];
  const take = (question: Question, statement: Statement) => {
    const list = chosen.get(question) as Statement[];
    const fits = disputed.has(statement) ? !taken.includes(statement) : !taken.some((other) => overlaps(statement, other));
    if (list.length >= most || !fits) return;
    list.push(statement);
    taken.push(statement);
  };
  const firsts = ranked.filter(({ question }) => question === general);
  for (const { question, statement } of firsts) if ((chosen.get(question) as Statement[]).length < first) take(question, statement);
  // What the sources disagree on is never crowded out; then each source speaks once before any speaks twice.
  for (const { question, statement } of ranked) if (disputed.has(statement)) take(question, statement);
  for (const { question, statement } of ranked)
    if (!(chosen.get(question) as Statement[]).some(({ source }) => source === statement.source)) take(question, statement);
  for (const { question, statement } of ranked) take(question, statement);
  for (const list of chosen.values()) list.sort((one, other) => one.number - other.number);
  return chosen;
}

/** Every source that speaks to the topic is heard: one without a quote gets its best statement in, where it answers best. */
export function hearEverySource(chosen: Map<Question, Statement[]>, statements: readonly Statement[], scoreOf: Score): void {
  for (const [source, own] of Map.groupBy(statements, (statement) => statement.source)) {
    const taken = [...chosen.values()].flat();
    if (taken.some((statement) => statement.source === source)) continue;
    const scored = [...chosen.keys()].flatMap((question) =>
      own.map((statement) => ({ question, statement, score: scoreOf(statement, question) })),
    );
    const best = scored
      .filter(({ statement, score }) => score > 0 && !taken.some((other) => overlaps(statement, other)))
      .sort((one, other) => other.score - one.score)[0];
    if (best === undefined) continue;
    const list = chosen.get(best.question) as Statement[];
    list.push(best.statement);
    list.sort((one, other) => one.number - other.number);
  }
}

/** Same place, or nearly the same words. */
export function overlaps(one: Statement, other: Statement): boolean {
  if (one.source === other.source) return one.start < other.end && other.start < one.end;
  const mine = new Set(one.terms.stems);
  const theirs = new Set(other.terms.stems);
  const shared = [...mine].filter((stem) => theirs.has(stem)).length;
  return (
    shared / Math.max(1, Math.min(mine.size, theirs.size)) >= tooAlike && one.terms.quantities.length === other.terms.quantities.length
  );
}
