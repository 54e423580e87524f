/** Words as people count them: what stands between spaces; in scripts without spaces, two characters a word. */
export function countWords(text: string): number {
  const unspaced = text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu)?.length ?? 0;
  const rest = text.replace(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu, ' ');
  return (rest.match(/[^\s]*[\p{L}\p{N}][^\s]*/gu)?.length ?? 0) + Math.ceil(unspaced / 2);
}
