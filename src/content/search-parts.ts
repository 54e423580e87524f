/**
 * PostgreSQL knows the places of words up to 16,383 and a megabyte of them; past that it would find no phrase, and no word of a script
 * without spaces. Both engines get the same parts, so that they find the same.
 */
const partTokens = 16_000;
const partCharacters = 200_000;
/** Part of the one before, so that a phrase is found wherever a part ends. */
const overlapTokens = 32;

/** The search tokens of a text, separated by spaces, in parts that every index takes. Nearly every text is one. */
export function searchParts(tokens: string): string[] {
  if (tokens.length <= partTokens) return [tokens];
  const words = tokens.split(' ');
  const parts: string[] = [];
  for (let start = 0, end = 0; end < words.length; start = end - overlapTokens) {
    end = endOfPart(words, start);
    parts.push(words.slice(start, end).join(' '));
  }
  return parts;
}

function endOfPart(words: readonly string[], start: number): number {
  let [end, characters] = [start, 0];
  while (end < words.length && end - start < partTokens && characters < partCharacters) {
    characters += (words[end]?.length ?? 0) + 1;
    end += 1;
  }
  return end;
}
