import { CodePointIndex, codePointLength } from './code-points.ts';

export type TextEvent =
  | { type: 'text.delta'; data: { section: string; attempt: number; offset: number; text: string } }
  | { type: 'text.reset'; data: { section: string; attempt: number; keep: number } };

export type SectionTexts = Map<string, { attempt: number; text: string }>;

/**
 * How a watcher builds the text of each section: the one reading of text events, used by the command line and by the end of a run.
 * Applying an event twice, or all of them twice in order, gives the same text. Offsets count code points.
 */
export function applyTextEvent(texts: SectionTexts, event: TextEvent): void {
  const { section, attempt } = event.data;
  const known = texts.get(section) ?? { attempt, text: '' };
  if (attempt < known.attempt) return;
  texts.set(section, { attempt, text: event.type === 'text.reset' ? prefix(known.text, event.data.keep) : overlay(known, event.data) });
}

function overlay(known: { attempt: number; text: string }, delta: { attempt: number; offset: number; text: string }): string {
  const before = prefix(known.text, delta.offset);
  if (delta.attempt > known.attempt) return before + delta.text;
  const index = new CodePointIndex(known.text);
  const end = delta.offset + codePointLength(delta.text);
  return before + delta.text + index.slice(Math.min(end, index.length), index.length);
}

function prefix(text: string, codePoints: number): string {
  return new CodePointIndex(text).slice(0, codePoints);
}
