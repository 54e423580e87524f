/** About 50 ms of a slow processor. */
const mostCost = 16_000;
/** A mark costs the reader and writer of Markdown as much as this many letters. */
const markCost = 20;

const marks = /[*_`~[\]<>|&@]|^[ \t]*(?:[-+]|\d+[.)])/gm;

/** Whether Markdown can be read where other work waits: about 14,000 characters of prose, less when there are many marks. */
export function isQuickToRead(markdown: string): boolean {
  if (markdown.length > mostCost) return false;
  return markdown.length + markCost * (markdown.match(marks)?.length ?? 0) <= mostCost;
}
