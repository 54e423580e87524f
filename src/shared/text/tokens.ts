/**
 * The tokens under which text is found, the same for what is stored and for what is asked: letters folded to lower case without accents,
 * digits kept, thousands joined (`1,000` is `1000`). Tokens hold letters, marks and digits only, so an index needs no rules of its own
 * beyond splitting at spaces.
 *
 * Scripts written without spaces give a token a character: an index finds a word of them as a phrase, which needs no dictionary and,
 * unlike dictionary words, does not depend on what stands around it.
 */
export function searchTokens(text: string): string[] {
  return Array.from(fold(text).matchAll(token), ([found]) => shorten(found));
}

const longestToken = 64;

/** Letters that Unicode does not take apart, as most people type them. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ı: 'i',
  þ: 'th',
  ς: 'σ',
};
const specialLetters = new RegExp(`[${Object.keys(plainLetters).join('')}]`, 'g');

/**
 * Accents of Latin, Greek and Cyrillic letters, Hebrew points and Arabic vowel signs may be left out by who writes.
 * All other marks (Indic vowels, Thai tones, Japanese voicing) make another word. The Cyrillic й is a letter of its own.
 */
const optionalMarks = /(?<!и)\u0306|[\u0300-\u0305\u0307-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670]/g;
/** Soft hyphens, joiners and direction marks: seen by nobody. */
const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;
const thousands = /(?<![\d.,])\d{1,3}(?:([.,’'\u00a0\u202f])\d{3})(?:\1\d{3})*(?![\d]|[.,]\d)/g;
const unspaced =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\u30fc\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
const token = new RegExp(`(?=[${unspaced}])[\\p{L}\\p{N}]\\p{M}*|(?:(?![${unspaced}])[\\p{L}\\p{N}]\\p{M}*)+`, 'gu');

function fold(text: string): string {
  return text
    .replace(invisible, '')
    .replace(thousands, (number) => number.replace(/\D/g, ''))
    .normalize('NFKD')
    .toLowerCase()
    .replace(optionalMarks, '')
    .replace(specialLetters, (letter) => plainLetters[letter] ?? letter)
    .normalize('NFC');
}

/** A token of thousands of letters is no word; indexes have a limit of their own that must never be met. */
function shorten(found: string): string {
  return found.length <= longestToken ? found : Array.from(found).slice(0, longestToken).join('');
}
