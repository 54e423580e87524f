import { z } from 'zod';
import type { OutgoingDoor } from '../../ports/outgoing-door.ts';
import type { SearchProvider } from '../../ports/search-provider.ts';
import { getJson, webSearch } from './web-search.ts';

const result = z.object({ url: z.string(), title: z.string().nullish(), content: z.string().nullish() });

/** Protocol: https://docs.searxng.org/dev/search_api.html @param address of the instance, which may have a path and a password */
export function createSearxngSearch(door: OutgoingDoor, address: string): SearchProvider {
  return webSearch(door, {
    name: 'searxng',
    request: (query) => getJson(`${address.replace(/\/+$/, '')}/search`, { q: query, format: 'json' }),
    answer: z.object({ results: z.array(result) }),
    pages: ({ results }) => results.map(({ url, title, content }) => ({ url, title, snippet: content })),
    refusedHint: 'Allow the format json in the settings.yml of the instance (search.formats).',
  });
}
