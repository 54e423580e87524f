import { contentStem } from '../../shared/language/content-stems.ts';
import type { Language } from '../../shared/language/languages.ts';
import { wordsOf } from '../../shared/language/words.ts';
import type { Question } from './questions.ts';
import type { Statement } from './statements.ts';

/** Something the sources leave open, in a plain sentence. */
export interface Gap {
  kind: 'question' | 'word' | 'single_source';
  text: string;
}

/** Questions without an answer or with one voice only, and words of topic and keywords that no relevant source uses. */
export function findGaps(
  wanted: { topic: string; keywords: readonly string[] },
  chosen: ReadonlyMap<Question, readonly Statement[]>,
  statements: readonly Statement[],
  relevantSources: number,
  language: Language,
): Gap[] {
  const gaps: Gap[] = [];
  for (const [{ question }, found] of chosen) {
    const voices = new Set(found.map(({ source }) => source.id)).size;
    if (voices === 0) gaps.push({ kind: 'question', text: `No source answers “${question}”` });
    else if (voices === 1 && relevantSources > 1) gaps.push({ kind: 'single_source', text: `Only one source speaks to “${question}”` });
  }
  const said = new Set(statements.flatMap(({ terms, context }) => [...terms.stems, ...context]));
  for (const text of [wanted.topic, ...wanted.keywords]) {
    for (const word of wordsOf(text)) {
      const stem = contentStem(word.folded, language);
      if (stem === null || said.has(stem)) continue;
      const gap = `No relevant source mentions “${text.slice(word.start, word.end)}”`;
      if (!gaps.some((known) => known.text === gap)) gaps.push({ kind: 'word', text: gap });
    }
  }
  return gaps;
}
