import { z } from 'zod';
import type { OutgoingDoor } from '../../ports/outgoing-door.ts';
import type { SearchProvider } from '../../ports/search-provider.ts';
import { postJson, webSearch } from './web-search.ts';

/** Protocol: https://docs.tavily.com/documentation/api-reference/endpoint/search */
export function createTavilySearch(door: OutgoingDoor, apiKey: string, address = 'https://api.tavily.com'): SearchProvider {
  return webSearch(door, {
    name: 'tavily',
    request: (query, limit) =>
      postJson(`${address}/search`, { authorization: `Bearer ${apiKey}` }, { query, max_results: limit, search_depth: 'basic' }),
    answer: z.object({ results: z.array(z.object({ url: z.string(), title: z.string().nullish(), content: z.string().nullish() })) }),
    pages: ({ results }) => results.map(({ url, title, content }) => ({ url, title, snippet: content })),
    refusedHint: 'Check TAVILY_API_KEY.',
  });
}
