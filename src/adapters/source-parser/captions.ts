import type { DraftBlock } from './draft-block.ts';
import { oneLine } from './draft-block.ts';
import { parseClock } from './speakers.ts';

/** Reads SRT and WebVTT captions: cues are pieces of a sentence on a screen, joined here to what one person says at one time. */

interface Cue {
  timeMs: number;
  endMs: number;
  speaker: string | undefined;
  lines: string[];
  /** Somebody else speaks than in the cue before, without a name. */
  isTurn?: boolean;
}

const timing = /^\s*((?:\d{1,3}:)?\d{2}:\d{2}[.,]\d{1,3})\s*-->\s*((?:\d{1,3}:)?\d{2}:\d{2}[.,]\d{1,3})/;
const namePrefix = /^(?:[-–>]+\s*)?(\p{Lu}[\p{L}\p{M}.'’]*(?:[ -][\p{L}\p{M}.'’]+){0,3}):\s+/u;
/** A block ends at the first end of a sentence past this many UTF-16 units, so that its time stays near the words. */
const blockLength = 200;
/** A pause this long ends a block. */
const pauseMs = 4000;
const sentenceEnd = /[.!?…。！？]["'”’»)\]]*$/u;

/** What stands behind the signature of a WebVTT file, its title by custom. */
export function captionTitle(text: string): string | undefined {
  return oneLine(/^\s*WEBVTT[ \t]+(?:[-–—]\s*)?(.*)/.exec(text)?.[1] ?? '') || undefined;
}

/** One block for what one person says without a long pause, in whole sentences, with the time of its first cue. */
export function readCaptions(text: string): DraftBlock[] {
  const blocks: { speaker: string | undefined; timeMs: number; endMs: number; words: string }[] = [];
  for (const cue of namedCues(withoutRepeats(readCues(text))).flatMap(dialogueTurns)) {
    const words = oneLine(cue.lines.join(' '));
    if (words === '') continue;
    const last = blocks.at(-1);
    if (
      last &&
      !cue.isTurn &&
      last.speaker === cue.speaker &&
      cue.timeMs - last.endMs < pauseMs &&
      !(last.words.length >= blockLength && sentenceEnd.test(last.words))
    ) {
      last.words += ` ${words}`;
      last.endMs = cue.endMs;
    } else {
      blocks.push({ speaker: cue.speaker, timeMs: cue.timeMs, endMs: cue.endMs, words });
    }
  }
  return blocks.map(({ speaker, timeMs, words }) => ({ kind: 'cue', text: words, locator: speaker ? { timeMs, speaker } : { timeMs } }));
}

function readCues(text: string): Cue[] {
  const cues: Cue[] = [];
  for (const paragraph of text.split(/\n[^\S\n]*\n/)) {
    const lines = paragraph.split('\n').filter((line) => line.trim() !== '');
    const at = lines.findIndex((line) => timing.test(line));
    const match = at < 0 ? null : timing.exec(lines[at] ?? '');
    if (!match?.[1] || !match[2]) continue;
    const body = lines.slice(at + 1);
    const voice = /<v(?:\.[^\s>]*)?\s+([^>]+)>/.exec(body.join(' '))?.[1];
    cues.push({
      timeMs: parseClock(match[1]),
      endMs: parseClock(match[2]),
      speaker: voice ? plainCue(voice) : undefined,
      lines: body.map(plainCue),
    });
  }
  return cues;
}

/** Captions that roll show the line before again; each line is kept once. */
function withoutRepeats(cues: readonly Cue[]): Cue[] {
  return cues.map((cue, index) => {
    const shown = cues[index - 1]?.lines ?? [];
    const repeated = cue.lines.findIndex((line) => !shown.includes(line));
    return { ...cue, lines: repeated < 0 ? [] : cue.lines.slice(repeated) };
  });
}

/** Without voice tags, `NAME:` at the start of a cue names who speaks, also in the cues that follow, when a name comes back. */
function namedCues(cues: readonly Cue[]): Cue[] {
  if (cues.some((cue) => cue.speaker !== undefined)) return [...cues];
  const counts = new Map<string, number>();
  const prefixOf = (cue: Cue) => namePrefix.exec(cue.lines[0] ?? '');
  for (const cue of cues) {
    const name = prefixOf(cue)?.[1];
    if (name) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  let speaker: string | undefined;
  if (![...counts.values()].some((count) => count > 1)) return [...cues];
  return cues.map((cue) => {
    const prefix = prefixOf(cue);
    if (!prefix) return { ...cue, speaker };
    speaker = prefix[1];
    return { ...cue, speaker, lines: [(cue.lines[0] ?? '').slice(prefix[0].length), ...cue.lines.slice(1)] };
  });
}

const dash = /^[-–—]\s*(?=\S)/;

/** Two people who speak in one cue have a line each, begun with a dash. */
function dialogueTurns(cue: Cue): Cue[] {
  const turns: Cue[] = [];
  for (const line of cue.lines) {
    const open = turns.at(-1);
    if (dash.test(line)) turns.push({ ...cue, lines: [line.replace(dash, '')], isTurn: true });
    else if (open === undefined) turns.push({ ...cue, lines: [line] });
    else open.lines.push(line);
  }
  return turns;
}

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&nbsp;': ' ', '&lrm;': '', '&rlm;': '' };

function plainCue(line: string): string {
  const untagged = line.replace(/<\/?[a-z0-9:.][^>]*>/gi, '').replace(/\{\\[^}]*\}/g, '');
  return oneLine(untagged.replace(/&(?:amp|lt|gt|nbsp|lrm|rlm);/g, (entity) => entities[entity] ?? entity));
}
