/** Where in a source a piece of text stands, in words a person would use to find it. */
export interface Locator {
  /** 1-based page of a PDF. */
  page?: number;
  /** Nearest heading above, as in the source. */
  heading?: string;
  /** Who speaks, in a transcript. */
  speaker?: string;
  /** Offset in a recording, in milliseconds. */
  timeMs?: number;
  /** 1-based paragraph, when nothing better is known. */
  paragraph?: number;
}

/** The locator as a person writes it: `p. 3, “Brewing”`, `00:12:31, Jane`, `para. 4`; empty when nothing is known. */
export function formatLocator(locator: Locator): string {
  const parts: string[] = [];
  if (locator.page !== undefined) parts.push(`p. ${locator.page}`);
  if (locator.heading !== undefined) parts.push(`“${locator.heading}”`);
  if (locator.timeMs !== undefined) parts.push(clockTime(locator.timeMs));
  if (locator.speaker !== undefined) parts.push(locator.speaker);
  if (parts.length === 0 && locator.paragraph !== undefined) parts.push(`para. ${locator.paragraph}`);
  return parts.join(', ');
}

function clockTime(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, '0')).join(':');
}
