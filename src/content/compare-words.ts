import { createRequire } from 'node:module';
import type { ChangeObject } from 'diff';

const require = createRequire(import.meta.url);

/** A run of text both sides have, or only the newer (`added`) or older (`removed`) one. */
export interface WordChange {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

/** Edits after which a comparison by word gives up: time and memory grow with their square. */
const maxWordEdits = 800;
const maxLineEdits = 1_500;

/** Words, single Han characters and kana, runs of white space, single other characters. */
const token =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{N}\p{M}_])+|\s+|./gsu;
const lineOrEnd = /[^\n]*\n|[^\n]+$/g;

/**
 * What turned one text into the other, by word: `same` and `removed` joined are `from`, `same` and `added` joined are `to`.
 * Texts with thousands of changes are compared by line first, and lines with little in common shown as replaced, so the cost stays bounded.
 */
export function compareWords(from: string, to: string): WordChange[] {
  if (from === to) return from === '' ? [] : [{ kind: 'same', text: from }];
  return joined(compare(from, to, token, maxWordEdits) ?? compareByLine(from, to));
}

function compareByLine(from: string, to: string): WordChange[] {
  const lines = compare(from, to, lineOrEnd, maxLineEdits) ?? replacedLines(from, to);
  const changes: WordChange[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const [line, next] = [lines[index] as WordChange, lines[index + 1]];
    if (line.kind !== 'removed' || next?.kind !== 'added') {
      changes.push(line);
      continue;
    }
    changes.push(...(compare(line.text, next.text, token, maxWordEdits) ?? replaced(line.text, next.text)));
    index += 1;
  }
  return changes;
}

function replaced(from: string, to: string): WordChange[] {
  return [
    { kind: 'removed', text: from },
    { kind: 'added', text: to },
  ];
}

/** All between the first and the last line that differ. */
function replacedLines(from: string, to: string): WordChange[] {
  const [older, newer] = [from.match(lineOrEnd) ?? [], to.match(lineOrEnd) ?? []];
  const shortest = Math.min(older.length, newer.length);
  let head = 0;
  while (head < shortest && older[head] === newer[head]) head += 1;
  let tail = 0;
  while (tail < shortest - head && older.at(-1 - tail) === newer.at(-1 - tail)) tail += 1;
  const middle = (lines: string[]) => lines.slice(head, lines.length - tail).join('');
  return [
    { kind: 'same', text: older.slice(0, head).join('') },
    ...replaced(middle(older), middle(newer)),
    { kind: 'same', text: older.slice(older.length - tail).join('') },
  ];
}

/** Null when there are more edits than allowed. */
function compare(from: string, to: string, pattern: RegExp, maxEdits: number): WordChange[] | null {
  // Loaded with the first comparison, not with the program.
  const { diffArrays } = require('diff') as typeof import('diff');
  const changes = diffArrays(from.match(pattern) ?? [], to.match(pattern) ?? [], { maxEditLength: maxEdits }) as
    | ChangeObject<string[]>[]
    | undefined;
  if (changes === undefined) return null;
  return changes.map(({ added, removed, value }) => ({ kind: added ? 'added' : removed ? 'removed' : 'same', text: value.join('') }));
}

function joined(changes: readonly WordChange[]): WordChange[] {
  const result: WordChange[] = [];
  for (const change of changes) {
    const last = result.at(-1);
    if (change.text === '') continue;
    if (last?.kind === change.kind) last.text += change.text;
    else result.push({ ...change });
  }
  return result;
}
