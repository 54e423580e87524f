import { foldWord } from '../../shared/language/fold.ts';
import { guessLanguage, type Language, languageOf } from '../../shared/language/languages.ts';
import { opensWith } from '../../shared/language/opens-with.ts';
import { contentStems, type Terms, termsOf } from '../../shared/language/terms.ts';
import { wordsOf } from '../../shared/language/words.ts';
import type { Pause } from '../../shared/pacing.ts';
import { leansOnContext } from '../leaning.ts';
import { type SourceSentence, sourceSentences } from '../source-sentences.ts';
import type { SourceText } from '../source-text.ts';

/** Something a source says that can be quoted by itself. Offsets in code points. */
export interface Statement {
  /** Position among all statements; sources in order, each in reading order. */
  number: number;
  source: SourceText;
  sentence: SourceSentence;
  /** The quote: the sentence, with those before it that it leans on. */
  start: number;
  end: number;
  text: string;
  terms: Terms;
  /** Content words of the heading and of the sentence before. */
  context: ReadonlySet<string>;
  language: Language;
}

const longestQuote = 700;
const mostBefore = 2;
const fewestStems = 2;
const fewestWords = 5;

/** The quotable sentences of all sources: whole, not questions, said once only. */
export async function collectStatements(sources: readonly SourceText[], pause: Pause): Promise<Statement[]> {
  const statements: Statement[] = [];
  const said = new Set<string>();
  for (const source of sources) {
    const language = languageOf(source.language ?? guessLanguage(source.text));
    const sentences: SourceSentence[] = [];
    for (const sentence of sourceSentences(source)) {
      sentences.push(sentence);
      await pause();
    }
    for (const [at, sentence] of sentences.entries()) {
      await pause();
      const key = sameness(sentence.text);
      const first = firstNeeded(sentences, at, language);
      if (first === null || said.has(key) || !isWhole(sentence.text, language)) continue;
      const start = (sentences[first] as SourceSentence).start;
      if (sentence.end - start > longestQuote) continue;
      said.add(key);
      const text = sentences
        .slice(first, at + 1)
        .map((each) => each.text)
        .join(' ');
      const terms = termsOf(sentence.text, language);
      const context = contextOf(sentences, at, source.title, language);
      statements.push({ number: statements.length, source, sentence, start, end: sentence.end, text, terms, context, language });
    }
  }
  return statements;
}

/** Letters and digits only: two prints of one sentence are one. */
export function sameness(text: string): string {
  return foldWord(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Index of the first sentence the quote must begin with; null when what it leans on is out of reach. */
function firstNeeded(sentences: readonly SourceSentence[], at: number, language: Language): number | null {
  for (let first = at; first >= Math.max(0, at - mostBefore); first -= 1) {
    const sentence = sentences[first] as SourceSentence;
    if (first < at && (sentence.group !== sentences[at]?.group || /[?？؟]\P{L}*$/u.test(sentence.text))) return null;
    // A fragment explains nothing to the sentence that leans on it.
    if (first < at && !isWhole(sentence.text, language)) return null;
    if (!leansOnContext(sentence.text, language)) return first;
  }
  return null;
}

const ends = /[.!…。！।؟]["'”’»)\]]*$/u;

/** `How trees cool a street.`, `Was das bringt und was es kostet.`: half a sentence, whose other half is the page around it. */
const indirectQuestion =
  /^(?:(?:How|Why) (?!\w+ (?:is|are|was|were|does|do|did)\b)[^,;:]{1,70}|What (?:you|we) [^,;:]{1,70}|(?:Was|Wie|Warum|Wieso|Weshalb|Wann|Wo|Welche[rsmn]?) [^,;:]+|(?:Comment|Pourquoi|Ce qu['’e]) [^,;:]{1,70}|(?:Cómo|Por qué|Qué|Cuándo|Dónde) [^,;:]+)[.…]$/u;

/** `Including the pit and the stake.`, `Based on 240 excavations.`: an addition to another sentence, without a verb of its own. */
const addition = /^(?:(?:not )?including|excluding|based (?:on|upon)|plus|except)\b/i;
const verb =
  /\b(?:is|are|was|were|has|have|had|does|do|did|can|could|will|would|may|might|must|should|costs?|needs?|takes?|[a-z]{3,}ed)\b/i;

function isAddition(text: string): boolean {
  return addition.test(text) && !verb.test(text.replace(addition, ''));
}

function isWhole(text: string, language: Language): boolean {
  return (
    ends.test(text) &&
    /^["'“‘„«([]?[\p{Lu}\p{Lo}\p{N}]/u.test(text) &&
    !indirectQuestion.test(text) &&
    !isAddition(text) &&
    !opensWith(foldWord(text), language.pack.metaPhrases) &&
    wordsOf(text).length >= fewestWords &&
    contentStems(text, language).length >= fewestStems
  );
}

/** The title of the whole source says nothing of this one sentence. */
function contextOf(sentences: readonly SourceSentence[], at: number, title: string, language: Language): Set<string> {
  const heading = sentences[at]?.locator.heading ?? '';
  const before = sentences[at - 1];
  const near = before !== undefined && before.locator.heading === sentences[at]?.locator.heading ? before.text : '';
  return new Set(contentStems(`${heading === title ? '' : heading} ${near}`, language));
}
