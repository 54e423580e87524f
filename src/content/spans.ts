import { AppError } from '../shared/errors.ts';
import { codePointLength } from '../shared/text/code-points.ts';
import { compareWords } from './compare-words.ts';

export const spanOrigins = ['typed', 'pasted', 'quoted', 'model', 'imported', 'extractive'] as const;

/** How a piece of a text came to be. */
export interface SpanOrigin {
  origin: (typeof spanOrigins)[number];
  /** The person who put it there; absent when a run did. */
  by?: string;
  /** `provider/model`. */
  model?: string;
  sourceId?: string;
  runId?: string;
}

/** A piece of a body. Offsets count code points; the spans of a body are sorted, do not overlap and leave no gap. */
export interface Span extends SpanOrigin {
  start: number;
  end: number;
}

/** The spans of a body that came all at once. */
export function spansOfWhole(body: string, origin: SpanOrigin): Span[] {
  const end = codePointLength(body);
  return end === 0 ? [] : [{ start: 0, end, ...origin }];
}

/** The spans after an edit: words that stayed keep their origin, the others get the origin given. */
export function rebaseSpans(spans: readonly Span[], from: string, to: string, origin: SpanOrigin): Span[] {
  const result: Span[] = [];
  let read = 0;
  let written = 0;
  for (const { kind, text } of compareWords(from, to)) {
    const length = codePointLength(text);
    if (kind === 'added') result.push({ ...origin, start: written, end: written + length });
    if (kind === 'same') result.push(...cut(spans, read, read + length, written - read));
    if (kind !== 'added') read += length;
    if (kind !== 'removed') written += length;
  }
  return mergeSpans(result);
}

/** The part of the spans within a range, moved by a distance. */
function cut(spans: readonly Span[], start: number, end: number, distance: number): Span[] {
  return spans
    .filter((span) => span.start < end && span.end > start)
    .map((span) => ({ ...span, start: Math.max(span.start, start) + distance, end: Math.min(span.end, end) + distance }));
}

/** Joins neighbours of one origin. */
function mergeSpans(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last !== undefined && last.end === span.start && sameOrigin(last, span)) last.end = span.end;
    else merged.push({ ...span });
  }
  return merged;
}

function sameOrigin(one: SpanOrigin, other: SpanOrigin): boolean {
  return (
    one.origin === other.origin &&
    one.by === other.by &&
    one.model === other.model &&
    one.sourceId === other.sourceId &&
    one.runId === other.runId
  );
}

/** Throws AppError `internal` unless the spans cover the body exactly. */
export function assertSpansCover(spans: readonly Span[], body: string): void {
  let end = 0;
  for (const span of spans) {
    if (span.start !== end || span.end <= span.start) throw notCovering(`at ${end} comes a span ${span.start}–${span.end}`);
    end = span.end;
  }
  const length = codePointLength(body);
  if (end !== length) throw notCovering(`they end at ${end}, the text at ${length}`);
}

function notCovering(how: string): AppError {
  return new AppError('internal', `The spans do not cover the text: ${how}.`);
}
