import { foldWord } from './fold.ts';

export interface Word {
  /** UTF-16 offsets into the text. */
  start: number;
  end: number;
  /** Folded form, see `foldWord`; elided articles (`l’`) and possessive `'s` are cut off. */
  folded: string;
}

const wordPattern = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}\p{N}]+)*/gu;
/** Scripts written without spaces: words are pairs of neighbouring characters. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const elided = /^(?:[ldjmtscn]|qu|dell|all|nell|sull|dall|un|jusqu|lorsqu|puisqu)['’]/iu;
const possessive = /['’]s$/iu;
/** Longer "words" are data, not language. */
const longestWord = 60;

/** The words of a text, in order. Linear in its length. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(wordPattern)) {
    if (unspaced.test(match[0])) addPairs(match[0], match.index, words);
    else addWord(match[0], match.index, words);
  }
  return words;
}

function addWord(found: string, index: number, words: Word[]): void {
  if (found.length > longestWord) return;
  let start = index;
  let word = found;
  if (word.includes("'") || word.includes('’')) {
    const elision = elided.exec(word);
    if (elision) {
      start += elision[0].length;
      word = word.slice(elision[0].length);
    }
    word = word.replace(possessive, '');
  }
  words.push({ start, end: start + word.length, folded: foldWord(word) });
}

function addPairs(found: string, index: number, words: Word[]): void {
  const characters = [...found];
  let at = index;
  if (characters.length === 1) words.push({ start: at, end: at + found.length, folded: found });
  for (let position = 0; position + 1 < characters.length; position += 1) {
    const pair = `${characters[position]}${characters[position + 1]}`;
    words.push({ start: at, end: at + pair.length, folded: foldWord(pair) });
    at += (characters[position] as string).length;
  }
}
