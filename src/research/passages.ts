import type { Locator } from '../shared/locator.ts';
import { indexOf } from './quotes.ts';
import { type SourceSentence, sourceSentences } from './source-sentences.ts';
import type { SourceText } from './source-text.ts';

/** A short stretch of a source, the unit of search. Offsets in code points of the stored text. */
export interface Passage {
  id?: string;
  sourceId: string;
  /** 0-based, in reading order. */
  ordinal: number;
  start: number;
  end: number;
  text: string;
  locator: Locator;
}

const longest = 600;
const mostSentences = 4;

/** Passages of 1–4 sentences and about 600 characters at most; none crosses a paragraph, heading, page or speaker. */
export function splitPassages(source: SourceText): Passage[] {
  return [...passagesOf(source)];
}

/** As `splitPassages`, one by one, for callers that must not hold up the process. */
export function* passagesOf(source: SourceText): Generator<Passage> {
  let ordinal = 0;
  let open: SourceSentence[] = [];
  for (const sentence of sourceSentences(source)) {
    const first = open[0];
    if (first !== undefined && !fits(first, open, sentence)) {
      yield passage(source, open, ordinal++);
      open = [];
    }
    if (sentence.end - sentence.start > longest) {
      for (const piece of cutLong(source, sentence)) yield passage(source, [piece], ordinal++);
    } else open.push(sentence);
  }
  if (open.length > 0) yield passage(source, open, ordinal);
}

function fits(first: SourceSentence, open: readonly SourceSentence[], next: SourceSentence): boolean {
  return next.group === first.group && open.length < mostSentences && next.end - first.start <= longest;
}

function passage(source: SourceText, sentences: readonly SourceSentence[], ordinal: number): Passage {
  const first = sentences[0] as SourceSentence;
  const last = sentences.at(-1) as SourceSentence;
  const text = indexOf(source).slice(first.start, last.end);
  return { sourceId: source.id, ordinal, start: first.start, end: last.end, text, locator: first.locator };
}

/** A sentence that is too long is cut at white space, or anywhere when there is none. */
function* cutLong(source: SourceText, sentence: SourceSentence): Generator<SourceSentence> {
  const index = indexOf(source);
  let start = sentence.start;
  while (start < sentence.end) {
    let end = Math.min(sentence.end, start + longest);
    let text = index.slice(start, end);
    if (end < sentence.end) {
      const blank = text.search(/\s\S*$/);
      if (blank > 0) {
        text = text.slice(0, blank);
        end = start + [...text].length;
      }
    }
    const lead = [...(/^\s*/.exec(text)?.[0] ?? '')].length;
    if (text.trim() !== '') yield { ...sentence, start: start + lead, end, text: text.trimStart() };
    start = end;
  }
}
