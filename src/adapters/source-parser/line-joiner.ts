import type { DraftBlock } from './draft-block.ts';

interface Line {
  text: string;
}

const cutWord = /(?<start>[\p{L}\p{M}]+)[-\u2010\u00ad]$/u;
const wordStart = /^[\p{Ll}\p{M}]+/u;

/** Joins the lines of a paragraph; a word cut at a line's end is made whole. */
export class LineJoiner {
  /** Words and hyphenated words of the document as it writes them inside its lines. */
  readonly #known: ReadonlySet<string>;

  constructor(lines: readonly Line[]) {
    this.#known = new Set(lines.flatMap((line) => line.text.toLowerCase().match(/[\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)*/gu) ?? []));
  }

  join(lines: readonly Line[]): string {
    return lines.reduce((text, line) => this.#append(text, line.text), '');
  }

  /** The rest of a word that the page cut is moved to the block before; returns what is left for the next one. */
  joinOverPage(before: DraftBlock, lines: readonly Line[]): string {
    const text = this.join(lines);
    const rest = cutWord.test(before.text) ? (/^\S+/.exec(text)?.[0] ?? '') : '';
    if (!wordStart.test(rest)) return text;
    before.text = this.#append(before.text, rest);
    return text.slice(rest.length);
  }

  #append(text: string, next: string): string {
    const start = cutWord.exec(text)?.groups?.start;
    const end = wordStart.exec(next)?.[0];
    if (text === '') return next;
    if (start === undefined) return /[-\u2010–—/]$/u.test(text) && !/\s[-–—]$/u.test(text) ? text + next : `${text} ${next}`;
    if (end === undefined) return text + next;
    return this.#keepsHyphen(start, end) ? `${text.slice(0, -1)}-${next}` : text.slice(0, -1) + next;
  }

  /** `twenty-` / `four` keeps its hyphen when the document writes `twenty-four` elsewhere and nowhere `twentyfour`. */
  #keepsHyphen(start: string, end: string): boolean {
    const whole = `${start}${end}`.toLowerCase();
    return !this.#known.has(whole) && this.#known.has(`${start}-${end}`.toLowerCase());
  }
}
