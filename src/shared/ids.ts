import { randomUUIDv7 } from 'node:crypto';

/** The kind of thing an ID names, by its prefix. */
export const idPrefixes = {
  installation: 'ins',
  user: 'usr',
  workspace: 'wsp',
  apiKey: 'key',
  session: 'ses',
  source: 'src',
  passage: 'psg',
  document: 'doc',
  run: 'run',
  claim: 'clm',
  suggestion: 'sug',
  call: 'cal',
  request: 'req',
  outgoing: 'out',
  process: 'prc',
} as const;

export type IdKind = keyof typeof idPrefixes;

/** A new ID: type prefix, underscore, UUIDv7 (sorts by time of creation). */
export function newId(kind: IdKind): string {
  return `${idPrefixes[kind]}_${randomUUIDv7()}`;
}

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';

/** The pattern an ID of a kind must match; for schemas at the edge. */
export function idPattern(kind: IdKind): RegExp {
  return new RegExp(`^${idPrefixes[kind]}_${uuid}$`);
}
