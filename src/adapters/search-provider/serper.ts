import { z } from 'zod';
import type { OutgoingDoor } from '../../ports/outgoing-door.ts';
import type { SearchProvider } from '../../ports/search-provider.ts';
import { postJson, webSearch } from './web-search.ts';

const result = z.object({ link: z.string(), title: z.string().nullish(), snippet: z.string().nullish() });

/** Protocol: https://serper.dev (playground) */
export function createSerperSearch(door: OutgoingDoor, apiKey: string, address = 'https://google.serper.dev'): SearchProvider {
  return webSearch(door, {
    name: 'serper',
    request: (query, limit) => postJson(`${address}/search`, { 'x-api-key': apiKey }, { q: query, num: limit }),
    // A search without results has no `organic`.
    answer: z.object({ organic: z.array(result).default([]) }),
    pages: ({ organic }) => organic.map(({ link, ...page }) => ({ ...page, url: link })),
    refusedHint: 'Check SERPER_API_KEY.',
  });
}
