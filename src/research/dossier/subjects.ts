import { contentStem } from '../../shared/language/content-stems.ts';
import { wordsOf } from '../../shared/language/words.ts';
import type { Statement } from './statements.ts';
import type { StemWeights } from './weights.ts';

/** Something the sources come back to, as they write it. */
export interface Subject {
  text: string;
  stems: readonly string[];
}

/** Words after which a noun stands, so that "about X" will read well. */
const before = new Set(
  `the a an of in on for with from by its their our per no more less der die das des dem den ein eine einer im am zum zur von mit le la les un une du des au aux de l
  el los las una del al con por en il lo gli i della nel o os as um uma do da no na het een van`.split(/\s+/),
);
const neverNouns = /(?:ly|ing|ed|est|able|ible|ful|ous|ive|mente|ment|lich|isch|ig)$/;

interface Count {
  sources: Set<string>;
  statements: number;
  asNoun: number;
  /** As it is written where it is a noun. */
  spelled: Map<string, number>;
}

/** Single words that recur across sources (or often in one) and are used as nouns, most shared first. */
export function recurringSubjects(
  statements: readonly Statement[],
  weights: StemWeights,
  topic: ReadonlySet<string>,
  limit: number,
): Subject[] {
  const counts = new Map<string, Count>();
  for (const statement of statements) countWords(statement, counts, topic);
  const usual = Math.max(6, statements.length / 2);
  return [...counts]
    .filter(
      ([stem, count]) =>
        (count.sources.size >= 2 || count.statements >= 3) && count.asNoun / count.statements >= 0.3 && weights.count(stem) <= usual,
    )
    .sort(
      ([one, left], [other, right]) =>
        right.sources.size - left.sources.size || right.statements - left.statements || (one < other ? -1 : 1),
    )
    .slice(0, limit)
    .map(([stem, { spelled }]) => ({ text: mostFrequent(spelled), stems: [stem] }));
}

function countWords({ sentence, source, language }: Statement, counts: Map<string, Count>, topic: ReadonlySet<string>): void {
  const words = wordsOf(sentence.text);
  const seen = new Set<string>();
  words.forEach((word, at) => {
    const stem = contentStem(word.folded, language);
    if (stem === null || topic.has(stem) || seen.has(stem) || word.folded.length < 4 || neverNouns.test(word.folded)) return;
    seen.add(stem);
    const count = counts.get(stem) ?? { sources: new Set(), statements: 0, asNoun: 0, spelled: new Map() };
    const spelled = sentence.text.slice(word.start, word.end);
    const noun = language.code === 'de' ? at > 0 && /^\p{Lu}/u.test(spelled) : before.has(words[at - 1]?.folded ?? '');
    const plain = at === 0 && language.code !== 'de' ? spelled.toLowerCase() : spelled;
    count.sources.add(source.id);
    count.statements += 1;
    count.asNoun += noun ? 1 : 0;
    if (noun) count.spelled.set(plain, (count.spelled.get(plain) ?? 0) + 1);
    counts.set(stem, count);
  });
}

function mostFrequent(spelled: ReadonlyMap<string, number>): string {
  return [...spelled].sort(([one, left], [other, right]) => right - left || (one < other ? -1 : 1))[0]?.[0] ?? '';
}
