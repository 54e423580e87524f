import { foldWord } from './fold.ts';
import type { Language } from './languages.ts';
import type { Quantity } from './quantities.ts';

const iso = /\b(\d{4})-(\d{2})-(\d{2})\b/g;
const dayMonth = /(?<!\d)(\d{1,2})(?:\.|st|nd|rd|th|er)?\s(?:of\s|de\s)?(\p{L}{3,12})\.?(?:,?\s(?:de\s|del\s)?(\d{4}))?(?!\d)/gu;
const monthDay = /(\p{L}{3,12})\.?\s(\d{1,2})(?:st|nd|rd|th)?(?:,?\s(\d{4}))?(?![\d%.,:]\d|\d)/gu;
const monthYear = /(\p{L}{3,12})\.?,?\s(?:of\s|de\s|del\s)?(\d{4})(?!\d)/gu;

/** Twelve months of 31 days: a calendar in which every date has its own number. */
export const daysOfYear = 372;

/**
 * Dates of a text as quantities of unit `date`: `low` and `high` bound the days meant (days of a 372-day year, so that
 * a date without a day or a month is the interval of all its days). A date without a year has unit `day`.
 */
export function readDates(text: string, language: Language): Quantity[] {
  const found: Quantity[] = [];
  const add = (match: RegExpMatchArray, year: string | undefined, month: number | undefined, day: string | undefined) => {
    const start = match.index ?? 0;
    const end = start + match[0].length;
    if (month === undefined || month < 1 || month > 12 || Number(day ?? 1) < 1 || Number(day ?? 1) > 31) return;
    if (found.some((other) => start < other.end && other.start < end)) return;
    const first = Number(year ?? 0) * daysOfYear + (month - 1) * 31 + (day === undefined ? 0 : Number(day) - 1);
    found.push({ start, end, low: first, high: day === undefined ? first + 30 : first, unit: year === undefined ? 'day' : 'date' });
  };
  const month = (name: string | undefined) => language.months.get(foldWord(name ?? ''));
  for (const match of text.matchAll(iso)) add(match, match[1], Number(match[2]), match[3]);
  for (const match of text.matchAll(dayMonth)) add(match, match[3], month(match[2]), match[1]);
  for (const match of text.matchAll(monthDay)) add(match, match[3], month(match[1]), match[2]);
  for (const match of text.matchAll(monthYear)) add(match, match[2], month(match[1]), undefined);
  return found;
}
