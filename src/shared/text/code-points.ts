/** Text is stored in NFC with `\n` line ends; offsets everywhere count Unicode code points of that form. */

const lineEnds = /\r\n?|\u2028|\u2029/g;
// NUL and other C0 controls except tab and newline carry no text and break PostgreSQL's text type.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to remove
const controls = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

/** The stored form of any text: well-formed Unicode, `\n` line ends, no control characters, NFC. Idempotent. */
export function toStoredText(text: string): string {
  return text.toWellFormed().replace(lineEnds, '\n').replace(controls, '').normalize('NFC');
}

const surrogate = /[\ud800-\udfff]/;

/** Number of code points. */
export function codePointLength(text: string): number {
  if (!surrogate.test(text)) return text.length;
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** Converts offsets in code points to and from JavaScript's UTF-16 indices over one text, in O(1) for text without surrogates. */
export class CodePointIndex {
  readonly #text: string;
  /** UTF-16 index of each code point, and the end; null when both counts agree. */
  readonly #starts: Uint32Array | null;

  constructor(text: string) {
    this.#text = text;
    this.#starts = surrogate.test(text) ? utf16Starts(text) : null;
  }

  /** Length in code points. */
  get length(): number {
    return this.#starts === null ? this.#text.length : this.#starts.length - 1;
  }

  /** @param offset in code points, 0..length */
  toUtf16(offset: number): number {
    return this.#starts === null ? offset : (this.#starts[Math.min(offset, this.length)] as number);
  }

  /** @param index a UTF-16 index; one inside a pair counts as the pair's start */
  fromUtf16(index: number): number {
    if (this.#starts === null) return index;
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] as number) <= index) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The text between two offsets in code points. */
  slice(start: number, end: number): string {
    return this.#text.slice(this.toUtf16(start), this.toUtf16(end));
  }
}

function utf16Starts(text: string): Uint32Array {
  const starts: number[] = [];
  let index = 0;
  for (const character of text) {
    starts.push(index);
    index += character.length;
  }
  starts.push(index);
  return Uint32Array.from(starts);
}
