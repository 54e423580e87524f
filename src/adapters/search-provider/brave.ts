import { z } from 'zod';
import type { OutgoingDoor } from '../../ports/outgoing-door.ts';
import type { SearchProvider } from '../../ports/search-provider.ts';
import { getJson, webSearch } from './web-search.ts';

const result = z.object({ url: z.string(), title: z.string().nullish(), description: z.string().nullish() });

/** Protocol: https://api-dashboard.search.brave.com/app/documentation/web-search */
export function createBraveSearch(door: OutgoingDoor, apiKey: string, address = 'https://api.search.brave.com'): SearchProvider {
  return webSearch(door, {
    name: 'brave',
    request: (query, limit) =>
      getJson(
        `${address}/res/v1/web/search`,
        { q: query, count: String(limit), text_decorations: 'false' },
        { 'x-subscription-token': apiKey },
      ),
    // A search without results has no `web`.
    answer: z.object({ web: z.object({ results: z.array(result) }).default({ results: [] }) }),
    pages: ({ web }) => web.results.map(({ url, title, description }) => ({ url, title, snippet: description })),
    refusedHint: 'Check BRAVE_API_KEY.',
  });
}
