import { readFileSync } from 'node:fs';
import { splitSentences } from '../../shared/text/sentences.ts';

const files = ['section.prompt.md', 'revise-section.prompt.md', 'continuation.prompt.md'];
/** Fewer words may well be the author's own. */
const fewestWords = 5;
/** `[3] Title, p. 2`: a passage's place, as a prompt shows it on a line of its own. */
const place = /^\[\d{1,3}\] [^\n]*[^\s.!?…:;,”"')\]*_][ \t]*\n/gm;
const placeWithQuote = /^\[\d{1,3}\] [^\n.!?]*, “[^”\n]*”[ \t]*\n/gm;

const orders = new Set(files.flatMap(sentencesOfPrompt));

function sentencesOfPrompt(file: string): string[] {
  const text = readFileSync(new URL(file, import.meta.url), 'utf8').replace(/\n(?=\S)(?!- )/g, ' ');
  // Also what stands behind a colon, but not an example, which an author may have reason to write.
  const pieces = splitSentences(text).flatMap((sentence) => [sentence.text, ...sentence.text.split(/:\s/)]);
  return pieces.filter((piece) => !piece.includes('"')).map(key);
}

/** Whether a sentence is one of our own prompts, which small models like to say again. */
export function isPromptEcho(sentence: string): boolean {
  const words = key(sentence);
  return words.split(' ').length >= fewestWords && orders.has(words);
}

/** The text without the places of passages, copied from the prompt together with their words. */
export function withoutPlaces(text: string): string {
  return text.replace(placeWithQuote, '').replace(place, '');
}

function key(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
