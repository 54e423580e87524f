import { splitSentences } from '../../shared/text/sentences.ts';
import { withoutGreeting } from '../prompts/small-talk.ts';

/** As many new sentences in a row are taken as a sign that the successor goes on and repeats no more. */
const newInARow = 2;
/** Shared part of the words from which two sentences count as one said twice. */
const sameness = 0.7;

/**
 * What can be kept of a text that broke off: all up to its last whole sentence, with the white space after it; empty when there is none.
 * A full stop right at the end counts only when no number or abbreviation can go on behind it.
 */
export function cutToWholeSentences(text: string, locale = 'en'): string {
  const probe = 'Zebra';
  const starts = splitSentences(`${text.trimEnd()} ${probe}`, locale).map(({ start }) => start);
  for (const start of starts.reverse()) {
    const kept = text.slice(0, start);
    if (/[.!?…。！？]["'”’»)\]*_\d[^]*\s*$/u.test(kept) && !/\d\.$/.test(kept)) return kept;
  }
  return '';
}

/** What a successor adds to the text it was to continue, with its greeting and all it repeats left out; begins with the white space that joins the two. */
export function joinContinuation(before: string, continuation: string, locale = 'en'): string {
  const joint = new Continuation(before, locale);
  return joint.push(continuation) + joint.end();
}

/** The same for a text that comes in parts: held back until it is clear where the new begins. */
export class Continuation {
  readonly #before: string;
  readonly #said: { words: Set<string>; key: string }[];
  readonly #locale: string;
  #held = '';
  #isOpen = false;

  constructor(before: string, locale = 'en') {
    this.#before = before;
    this.#locale = locale;
    this.#said = splitSentences(before, locale).map(({ text }) => ({ words: wordsOf(text), key: keyOf(text) }));
  }

  /** @returns what may be shown now */
  push(text: string): string {
    if (this.#isOpen) return text;
    this.#held += text;
    return this.#release(false);
  }

  /** The stream is over. @returns what was still held back */
  end(): string {
    return this.#isOpen ? '' : this.#release(true);
  }

  #release(isWhole: boolean): string {
    const opening = withoutGreeting(this.#held, isWhole);
    if (opening === null) return '';
    const sentences = splitSentences(opening, this.#locale);
    const complete = isWhole ? sentences : sentences.slice(0, -1);
    const isRepeat = complete.map(({ text }) => this.#isSaid(text));
    const last = isRepeat.lastIndexOf(true);
    if (!isWhole && complete.length - 1 - last < newInARow) return '';
    this.#isOpen = true;
    return this.#joined(opening.slice(last === -1 ? 0 : complete[last]?.end));
  }

  #isSaid(sentence: string): boolean {
    const key = keyOf(sentence);
    if (key === '') return true;
    const isTail = key.includes(' ') && keyOf(this.#before.slice(-4 * sentence.length - 40)).endsWith(key);
    const words = wordsOf(sentence);
    return isTail || this.#said.some((said) => said.key === key || (words.size > 3 && overlap(words, said.words) >= sameness));
  }

  #joined(text: string): string {
    if (text.trim() === '') return '';
    if (this.#before === '' || /\s$/.test(this.#before)) return text.trimStart();
    if (/^\s*\n/.test(text)) return text.replace(/^\s*/, '\n\n');
    return /[。！？]$/.test(this.#before) ? text.trimStart() : ` ${text.trimStart()}`;
  }
}

/** Words alone, without citations: how a sentence sounds. */
function keyOf(text: string): string {
  return text
    .replace(/\[\^?\d+\]/g, ' ')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function wordsOf(text: string): Set<string> {
  return new Set(keyOf(text).split(' '));
}

/** Dice coefficient: 1 for the same words, 0 for none in common. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  return (2 * a.intersection(b).size) / (a.size + b.size);
}
