import type { DraftBlock } from './draft-block.ts';
import { oneLine } from './draft-block.ts';

/** Reads transcripts of `Name: words` lines, also `[00:12:31] Name: words`, `Name (12:31): words` and `Name 12:31` above the words. */

const nameWord = String.raw`(?:\p{Lu}[\p{L}\p{M}.'’]*|\p{N}+|d[aeiou]|de[lnr]|v[ao]n|la|le|al|bin|y|und|and)`;
const name = String.raw`(?<name>\p{Lu}[\p{L}\p{M}\p{N}.'’]*(?:[ -]${nameWord}){0,4})`;
const time = String.raw`\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?`;
const turnStart = new RegExp(
  String.raw`^\s*(?:[\[(]?(?<before>${time})[\])]?\s*[-–]?\s*)?(?:\*\*)?${name}(?:\*\*)?(?:\s*[\[(](?<after>${time})[\])])?\s*:(?:\*\*)?(?:\s+(?<words>\S.*)|\s*)$`,
  'u',
);
const headerLine = new RegExp(String.raw`^\s*${name}\s+[\[(]?(?<after>${time})[\])]?\s*$`, 'u');

interface Turn {
  speaker: string;
  timeMs?: number;
  lines: string[];
}

/** A majority of paragraphs or lines starts a turn, there are three turns, and somebody speaks twice (a list of `Key: value` has no repeats). */
export function isSpeakerTranscript(text: string): boolean {
  const start = text.slice(0, 200_000);
  const turns = readTurns(start).turns;
  const paragraphs = start.split(/\n\s*\n/).filter((paragraph) => paragraph.trim() !== '').length;
  const lines = start.split('\n').filter((line) => line.trim() !== '').length;
  return (
    turns.length >= 3 && new Set(turns.map((turn) => turn.speaker)).size < turns.length && turns.length * 2 > Math.min(paragraphs, lines)
  );
}

/** One block a paragraph of a turn, with speaker and, where given, the time of the turn. */
export function readSpeakers(text: string): DraftBlock[] {
  const { preamble, turns } = readTurns(text);
  const opening = paragraphsOf(preamble).map(
    (words, index): DraftBlock => ({ kind: 'paragraph', text: words, locator: { paragraph: index + 1 } }),
  );
  return [
    ...opening,
    ...turns.flatMap((turn) =>
      paragraphsOf(turn.lines).map((words): DraftBlock => {
        const when = turn.timeMs === undefined ? {} : { timeMs: turn.timeMs };
        return { kind: 'cue', text: words, locator: { speaker: turn.speaker, ...when } };
      }),
    ),
  ];
}

function readTurns(text: string): { preamble: string[]; turns: Turn[] } {
  const preamble: string[] = [];
  const turns: Turn[] = [];
  for (const line of text.split('\n')) {
    const groups = (turnStart.exec(line) ?? headerLine.exec(line))?.groups;
    if (groups?.name) {
      const clock = groups.before ?? groups.after;
      turns.push({ speaker: groups.name, ...(clock && { timeMs: parseClock(clock) }), lines: [groups.words ?? ''] });
    } else {
      (turns.at(-1)?.lines ?? preamble).push(line);
    }
  }
  return { preamble, turns };
}

function paragraphsOf(lines: readonly string[]): string[] {
  return lines
    .join('\n')
    .split(/\n\s*\n/)
    .map(oneLine)
    .filter((words) => words !== '');
}

/** `MM:SS`, `HH:MM:SS`, both with an optional fraction, to milliseconds. */
export function parseClock(clock: string): number {
  const [whole = '', fraction = ''] = clock.split(/[.,]/);
  const seconds = whole.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return seconds * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3));
}
