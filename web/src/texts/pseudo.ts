/** A catalogue whose every text stands in brackets and is a third longer. */
export function pseudo<T>(value: T): T {
  if (typeof value === 'string') return mark(value) as T;
  if (typeof value === 'function') return ((...values: unknown[]) => mark(String(value(...values)))) as T;
  if (Array.isArray(value)) return value.map(pseudo) as T;
  return Object.fromEntries(Object.entries(value as object).map(([key, inner]) => [key, pseudo(inner)])) as T;
}

function mark(text: string): string {
  return `⟦${text}${'·'.repeat(Math.ceil(text.length / 3))}⟧`;
}
