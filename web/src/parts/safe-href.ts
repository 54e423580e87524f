const allowed = new Set(['http:', 'https:', 'mailto:']);

/** An address a text names, when following it can only open a page or a letter; null otherwise. */
export function safeHref(address: string): string | null {
  if (address.startsWith('#')) return address;
  if (!URL.canParse(address)) return null;
  return allowed.has(new URL(address).protocol) ? address : null;
}
