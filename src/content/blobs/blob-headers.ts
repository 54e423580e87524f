import type { Blob } from './blob.ts';

/** What a file is known by: its content never changes. */
export function etagOf({ sha256 }: Blob): string {
  return `"${sha256}"`;
}

/** Whether `If-None-Match` names the file as it is, so that it need not be sent again. */
export function isCurrent(header: string | undefined, blob: Blob): boolean {
  const tags = header?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? [];
  return tags.includes('*') || tags.includes(etagOf(blob));
}
