import type { SourceBlock } from '../ports/source-parser.ts';
import type { Locator } from '../shared/locator.ts';
import { splitSentences } from '../shared/text/sentences.ts';
import { isBoilerplate } from './boilerplate.ts';
import { indexOf, locatorAt } from './quotes.ts';
import type { SourceText } from './source-text.ts';

/** One sentence of a source. Offsets in code points. */
export interface SourceSentence {
  sourceId: string;
  start: number;
  end: number;
  /** As stored, white space and all. */
  text: string;
  locator: Locator;
  kind: SourceBlock['kind'];
  /** Sentences of one group may stand in one passage: same paragraph, list, table or speech. */
  group: number;
}

/** Blocks that read as one text. UTF-16 offsets. */
interface Stretch {
  start: number;
  end: number;
  kind: SourceBlock['kind'];
  group: number;
}

/** The segmenter is given pieces of at most this many characters, so that no text holds the process up. */
const window = 4000;

/** Sentences of a source that carry content: headings, code and boilerplate left out, in reading order. */
export function* sourceSentences(source: SourceText): Generator<SourceSentence> {
  const index = indexOf(source);
  for (const stretch of stretchesOf(source)) {
    for (const piece of piecesOf(source.text, stretch)) {
      for (const sentence of splitSentences(source.text.slice(piece.start, piece.end), source.language ?? undefined)) {
        if (isBoilerplate(sentence.text)) continue;
        const start = index.fromUtf16(piece.start + sentence.start);
        const end = index.fromUtf16(piece.start + sentence.end);
        yield {
          sourceId: source.id,
          start,
          end,
          text: sentence.text,
          locator: locatorAt(source, start),
          kind: stretch.kind,
          group: stretch.group,
        };
      }
    }
  }
}

/** A sentence may run over several cues of one speaker; everything else ends with its block. */
function* stretchesOf(source: SourceText): Generator<Stretch> {
  const index = indexOf(source);
  let open: Stretch | undefined;
  let last: SourceBlock | undefined;
  let group = 0;
  for (const block of source.blocks) {
    if (!continuesGroup(last, block)) group += 1;
    const start = index.toUtf16(block.start);
    const end = index.toUtf16(block.end);
    if (open !== undefined && last?.kind === 'cue' && block.kind === 'cue' && samePlace(last.locator, block.locator)) open.end = end;
    else {
      if (open !== undefined) yield open;
      open = block.kind === 'heading' || block.kind === 'code' ? undefined : { start, end, kind: block.kind, group };
    }
    last = block;
  }
  if (open !== undefined) yield open;
}

function continuesGroup(last: SourceBlock | undefined, block: SourceBlock): boolean {
  if (last === undefined || last.kind !== block.kind || !samePlace(last.locator, block.locator)) return false;
  return block.kind === 'list-item' || block.kind === 'table-row' || block.kind === 'cue';
}

function samePlace(left: Locator, right: Locator): boolean {
  return left.page === right.page && left.heading === right.heading && left.speaker === right.speaker;
}

function* piecesOf(text: string, stretch: Stretch): Generator<{ start: number; end: number }> {
  let start = stretch.start;
  while (stretch.end - start > window) {
    const cut = cutBefore(text, start, start + window);
    yield { start, end: cut };
    start = cut;
  }
  yield { start, end: stretch.end };
}

/** The last sentence end, else white space, else code point boundary before `limit`. */
function cutBefore(text: string, start: number, limit: number): number {
  const part = text.slice(start, limit);
  const ends = Math.max(part.lastIndexOf('. '), part.lastIndexOf('? '), part.lastIndexOf('! '), part.lastIndexOf('。') - 1);
  if (ends > window / 2) return start + ends + 2;
  const blank = Math.max(part.lastIndexOf(' '), part.lastIndexOf('\n'));
  if (blank > window / 2) return start + blank + 1;
  const unit = text.charCodeAt(limit);
  return unit >= 0xdc00 && unit <= 0xdfff ? limit - 1 : limit;
}
