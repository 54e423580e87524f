// Accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic; vowel signs of Indic scripts carry meaning and stay.
const marks = /[\u0300-\u036f\u0591-\u05c7\u064b-\u0652\u0670]/g;
const plain = /^[a-z0-9']*$/;

/** A word for comparison: lower case, without accents, `’` as `'`, `ß` as `ss`. */
export function foldWord(word: string): string {
  const lower = word.toLowerCase();
  if (plain.test(lower)) return lower;
  return lower.normalize('NFD').replace(marks, '').normalize('NFC').replaceAll('ß', 'ss').replaceAll('’', "'");
}

/** Text with every run of white space as one space, trimmed. */
export function foldSpace(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
