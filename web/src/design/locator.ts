import type { Schema } from '../api/client.ts';
import { texts } from '../texts/index.ts';

type Locator = NonNullable<Schema<'SearchResult'>['items'][number]['locator']>;

/** Where in a source something stands, as one would tell a person: page, heading, speaker and time. */
export function placeOf(locator: Locator | null | undefined): string {
  if (!locator) return '';
  const { page, heading, speaker, timeMs, paragraph } = locator;
  const parts = [
    page === undefined ? null : texts.common.page(page),
    heading ?? null,
    speaker ?? null,
    timeMs === undefined ? null : clock(timeMs),
    page === undefined && heading === undefined && speaker === undefined && paragraph !== undefined
      ? texts.common.paragraph(paragraph)
      : null,
  ];
  return parts.filter((part) => part !== null).join(', ');
}

function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
