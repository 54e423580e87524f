import { z } from 'zod';
import type { OutgoingDoor } from '../../ports/outgoing-door.ts';
import type { SearchProvider } from '../../ports/search-provider.ts';
import { postJson, webSearch } from './web-search.ts';

const result = z.object({ url: z.string(), title: z.string().nullish(), highlights: z.array(z.string()).nullish() });

/** Protocol: https://docs.exa.ai/reference/search */
export function createExaSearch(door: OutgoingDoor, apiKey: string, address = 'https://api.exa.ai'): SearchProvider {
  return webSearch(door, {
    name: 'exa',
    request: (query, limit) =>
      postJson(`${address}/search`, { 'x-api-key': apiKey }, { query, numResults: limit, type: 'auto', contents: { highlights: true } }),
    answer: z.object({ results: z.array(result) }),
    pages: ({ results }) => results.map(({ url, title, highlights }) => ({ url, title, snippet: highlights?.[0] })),
    refusedHint: 'Check EXA_API_KEY.',
  });
}
