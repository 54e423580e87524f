import { type Passage, passagesOf, type SourceText } from '../research/index.ts';
import { guessLanguage, type Language, languageOf } from '../shared/language/languages.ts';
import { contentStems, type Terms, termsOf } from '../shared/language/terms.ts';
import type { Pause } from '../shared/pacing.ts';
import { splitSentences } from '../shared/text/sentences.ts';

/** A sentence of a passage with what a comparison needs. Offsets are UTF-16 within the passage's text. */
export interface PassageSentence {
  start: number;
  end: number;
  text: string;
  terms: Terms;
}

export interface Hit {
  passage: number;
  score: number;
}

const saturation = 1.2;
const lengthShare = 0.6;
const enoughRare = 4;

/** The passages of some sources, found by their content words (BM25). Made once a check. */
export class PassageIndex {
  readonly passages: Passage[] = [];
  readonly #sourceOf: number[] = [];
  readonly #languages: Language[] = [];
  /** Stem to pairs of passage number and count. */
  readonly #postings = new Map<string, number[]>();
  readonly #lengths: number[] = [];
  readonly #sourceStems: Set<string>[] = [];
  readonly #sentences = new Map<number, PassageSentence[]>();
  #meanLength = 1;

  static async build(sources: readonly SourceText[], pause: Pause): Promise<PassageIndex> {
    const index = new PassageIndex();
    for (const [number, source] of sources.entries()) {
      index.#languages.push(languageOf(source.language ?? guessLanguage(source.text)));
      index.#sourceStems.push(new Set(contentStems(source.title, index.#languages[number] as Language)));
      for (const passage of passagesOf(source)) {
        index.#add(passage, number);
        await pause();
      }
    }
    index.#meanLength = Math.max(1, index.#lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, index.#lengths.length));
    return index;
  }

  #add(passage: Passage, source: number): void {
    const number = this.passages.push(passage) - 1;
    this.#sourceOf.push(source);
    const stems = contentStems(passage.text, this.#languages[source] as Language);
    this.#lengths.push(stems.length);
    const counts = new Map<string, number>();
    for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1);
    for (const [year] of passage.text.matchAll(/(?<!\d)[12]\d{3}(?!\d)/g)) this.#sourceStems[source]?.add(year);
    for (const [stem, count] of counts) {
      this.#sourceStems[source]?.add(stem);
      const postings = this.#postings.get(stem);
      if (postings === undefined) this.#postings.set(stem, [number, count]);
      else postings.push(number, count);
    }
  }

  /** Position of a passage's source in the list the index was built from. */
  sourceOf(passage: number): number {
    return this.#sourceOf[passage] as number;
  }

  /** Whether a source says the stem, or names the year, anywhere, its title included. */
  sourceHas(source: number, stem: string): boolean {
    return this.#sourceStems[source]?.has(stem) ?? false;
  }

  /** Whether any source says the stem. */
  has(stem: string): boolean {
    return this.#postings.has(stem);
  }

  /** Stems of the heading a passage stands under. */
  headingStems(passage: number): string[] {
    return contentStems(this.passages[passage]?.locator.heading ?? '', this.#languages[this.sourceOf(passage)] as Language);
  }

  /** How telling a stem is: high when few passages have it. */
  weight(stem: string): number {
    const having = (this.#postings.get(stem)?.length ?? 0) / 2;
    return Math.log(1 + (this.passages.length - having + 0.5) / (having + 0.5));
  }

  /** Best passages for some stems, best first; ties in reading order. */
  search(stems: readonly string[], limit: number): Hit[] {
    const scores = new Float64Array(this.passages.length);
    for (const stem of this.#telling(stems)) {
      const postings = this.#postings.get(stem) ?? [];
      const weight = this.weight(stem);
      for (let at = 0; at < postings.length; at += 2) {
        const passage = postings[at] as number;
        const count = postings[at + 1] as number;
        const norm = saturation * (1 - lengthShare + (lengthShare * (this.#lengths[passage] as number)) / this.#meanLength);
        scores[passage] = (scores[passage] as number) + (weight * count * (saturation + 1)) / (count + norm);
      }
    }
    return bestOf(scores, limit);
  }

  /** Stems in every third passage find nothing when there are rarer ones, and cost most. */
  #telling(stems: readonly string[]): string[] {
    const all = [...new Set(stems)].filter((stem) => this.has(stem));
    const rare = all.filter((stem) => (this.#postings.get(stem)?.length ?? 0) / 2 <= this.passages.length / 3);
    return rare.length >= enoughRare ? rare : all;
  }

  /** Sentences of a passage, analysed when first asked for. */
  sentences(passage: number): PassageSentence[] {
    let sentences = this.#sentences.get(passage);
    if (sentences !== undefined) return sentences;
    const language = this.#languages[this.sourceOf(passage)] as Language;
    const text = this.passages[passage]?.text ?? '';
    sentences = splitSentences(text, language.code).map((span) => ({ ...span, terms: termsOf(span.text, language) }));
    this.#sentences.set(passage, sentences);
    return sentences;
  }
}

function bestOf(scores: Float64Array, limit: number): Hit[] {
  const best: Hit[] = [];
  scores.forEach((score, passage) => {
    if (score === 0 || (best.length === limit && score <= (best[limit - 1] as Hit).score)) return;
    const place = best.findIndex((hit) => hit.score < score);
    best.splice(place === -1 ? best.length : place, 0, { passage, score });
    if (best.length > limit) best.pop();
  });
  return best;
}
