import type { SourceView } from './source.schema.ts';
import type { Source } from './source.ts';

/** What the API shows of a source. */
export function sourceView(source: Source): SourceView {
  const { id, title, address, kind, format, sha256, characters, language, problems, tags, localOnly } = source;
  return {
    ...{ id, title, address, kind, format, sha256, characters, language, problems, tags, localOnly },
    fetchedAt: iso(source.fetchedAt),
    createdAt: iso(source.createdAt),
    updatedAt: iso(source.updatedAt),
  };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
