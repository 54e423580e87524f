import type { HtmlElement } from './html-dom.ts';

/** `1`, `12,13`, `[4]`, `a`, `*`, `†`: what a raised mark of a note holds. */
const mark = /^\s*\[?\s*(?:\d{1,3}(?:\s*[,–-]\s*\d{1,3})*|[a-z]|[*†‡§¶]{1,3}|note \d{1,3})\s*\]?\s*$/i;
/** A note stands behind a stop or a whole word, and its text begins with its mark; behind a short word (`m²`, `10³`, `x²`) the sign is part of it. */
const noteBefore = /(?:^|[.,;:!?…”’"')\]»]|[\p{L}\p{M}]{4,})\s*$/u;

/** Whether a raised sign refers to a note, so that it is no part of the sentence. @param before the text up to it */
export function isReferenceMark(raised: string, before: string, isLink = false): boolean {
  return mark.test(raised) && (isLink || raised.includes('[') || (/[\d*†‡§¶]/.test(raised) && noteBefore.test(before)));
}

/** Takes the marks of notes out of the sentences they stand in. */
export function removeNoteMarks(root: HtmlElement): void {
  for (const raised of root.querySelectorAll('sup')) {
    const link = raised.querySelector('a[href*="#"]') ?? raised.closest('a[href*="#"]');
    if (isReferenceMark(raised.textContent, raised.previousSibling?.textContent ?? '', link !== null)) raised.remove();
  }
}
