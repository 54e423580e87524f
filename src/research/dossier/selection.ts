import type { Pause } from '../../shared/pacing.ts';
import type { Pair } from './pairs.ts';
import type { Question } from './questions.ts';
import { relevance } from './relevance.ts';
import type { Statement } from './statements.ts';
import type { StemWeights } from './weights.ts';

const leastRelevance = 0.25;
const tooAlike = 0.7;

/** Statements by question; each stands under one only. @param most statements a question gets; @param questions the last one is general and gets what the others leave */
export async function selectByQuestion(
  questions: readonly Question[],
  statements: readonly Statement[],
  pairs: readonly Pair[],
  topic: ReadonlySet<string>,
  weights: StemWeights,
  most: number,
  pause: Pause,
): Promise<Map<Question, Statement[]>> {
  const scored: { question: Question; statement: Statement; score: number }[] = [];
  for (const question of questions) {
    for (const statement of statements) {
      const score = relevance(statement, question.inquiry, topic, weights);
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
  // What the sources disagree on is never crowded out; then each source speaks once before any speaks twice.
  for (const { question, statement } of ranked) if (disputed.has(statement)) take(question, statement);
  for (const { question, statement } of ranked)
    if (!(chosen.get(question) as Statement[]).some(({ source }) => source === statement.source)) take(question, statement);
  for (const { question, statement } of ranked) take(question, statement);
  for (const list of chosen.values()) list.sort((one, other) => one.number - other.number);
  return chosen;
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
