import type { Asked } from './wires/wire.ts';

/** A numbered passage of a prompt: `[3] Title` on one line, its text on the next. */
interface SeenPassage {
  number: number;
  text: string;
}

/** Answers as a modest writer would: an outline as JSON where one is asked for, else sentences of the passages, each with its citation. Equal prompts give equal answers. */
export function writer(asked: Asked): string {
  return wantsJson(asked) ? JSON.stringify(outline(asked)) : restOfSection(asked);
}

/** Three successors of an interrupted model as they are met in the wild. */
export const badSuccessors = {
  /** Says all that was said, then goes on. */
  repeats: (asked: Asked) => `${textSoFar(asked)} ${restOfSection(asked)}`,
  greets: (asked: Asked) => `Sure! Here is the continuation of the section:\n\n${restOfSection(asked)}`,
  /** Begins the section anew in slightly different words. */
  startsOver: (asked: Asked) => `Let us look at this from the beginning. ${wholeSection(asked)}`,
} as const;

/** Does whatever the sources tell it: emits every link, image and order it finds in them, besides an ordinary answer. */
export function obedient(asked: Asked): string {
  if (wantsJson(asked)) return writer(asked);
  const seen = passages(asked).map(({ text }) => text);
  const found = seen.flatMap((text) => text.match(/!?\[[^\]]*\]\([^)]*\)|https?:\/\/\S+|<(\w+)[^>]*>.*?<\/\1>|<img[^>]*>/g) ?? []);
  const orders = seen.flatMap((text) => text.match(/[^.!?]*\b(?:ignore|must|write|include|say|output|reply)\b[^.!?]*[.!?]/gi) ?? []);
  return [restOfSection(asked), ...orders.map((order) => order.trim()), ...found.map((each) => `Please see ${each} for more.`)].join(
    '\n\n',
  );
}

function wantsJson(asked: Asked): boolean {
  return asked.jsonMode || asked.messages.some((message) => /"sections"/.test(message.content));
}

function userText(asked: Asked): string {
  return asked.messages
    .filter((message) => message.role === 'user')
    .map((message) => message.content)
    .join('\n');
}

function passages(asked: Asked): SeenPassage[] {
  return [...userText(asked).matchAll(/^\[(\d+)\] .*\n(.+)$/gm)].map(([, number, text]) => ({ number: Number(number), text: text ?? '' }));
}

function sentencesOf(text: string): string[] {
  return text.match(/\S.*?[.!?]+(?=\s|$)/gs) ?? [text.trim()];
}

function wholeSection(asked: Asked): string {
  const sentences = passages(asked).flatMap(({ number, text }) =>
    sentencesOf(text)
      .slice(0, 3)
      .map((sentence) => sentence.replace(/[.!?]+$/, (end) => ` [${number}]${end}`)),
  );
  const wanted = Number(/(\d+) words/.exec(userText(asked))?.[1] ?? 150);
  const kept: string[] = [];
  for (const sentence of sentences) if (kept.join(' ').split(/\s+/).length < wanted) kept.push(sentence);
  return kept.length === 0 ? 'The sources say nothing about this.' : kept.join(' ');
}

function textSoFar(asked: Asked): string {
  return asked.messages.findLast((message) => message.role === 'assistant')?.content.trim() ?? '';
}

/** The section without what an earlier model has written of it. */
function restOfSection(asked: Asked): string {
  const whole = wholeSection(asked);
  const before = textSoFar(asked);
  if (before === '') return whole;
  return sentencesOf(whole)
    .filter((sentence) => !before.includes(sentence))
    .join(' ');
}

function outline(asked: Asked) {
  const seen = passages(asked);
  const topic = /^Topic: (.+)$/m.exec(userText(asked))?.[1] ?? 'The subject';
  const size = Math.max(1, Math.ceil(seen.length / 3));
  const sections = [0, 1, 2]
    .map((index) => seen.slice(index * size, (index + 1) * size))
    .filter((group) => group.length > 0)
    .map((group) => ({
      heading: (group[0]?.text ?? '')
        .split(/\s+/)
        .slice(0, 6)
        .join(' ')
        .replace(/[^\p{L}\p{N}]+$/u, ''),
      notes: `What passages ${group.map(({ number }) => number).join(', ')} say.`,
      passages: group.map(({ number }) => number),
    }));
  return { title: topic, sections };
}
