const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const minute = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** @param iso a time of the API */
export function dayOf(iso: string): string {
  return day.format(new Date(iso));
}

/** @param iso a time of the API */
export function minuteOf(iso: string): string {
  return minute.format(new Date(iso));
}
