import { describe, expect, it } from 'vitest';
import { openDoor } from '../../../tests/support/sources.ts';
import { describeSearchProvider, type SearchService } from '../../ports/search-provider.contract.ts';
import { createBraveSearch } from './brave.ts';
import { createConfiguredSearch } from './configured.ts';
import { createExaSearch } from './exa.ts';
import { createSearxngSearch } from './searxng.ts';
import { createSerperSearch } from './serper.ts';
import { createTavilySearch } from './tavily.ts';

const services: SearchService[] = [
  {
    name: 'tavily',
    create: (door, address) => createTavilySearch(door, 'key', address),
    answer: (pages) => ({
      query: 'q',
      answer: null,
      results: pages.map(({ snippet, ...rest }) => ({ ...rest, content: snippet, score: 0.9 })),
      response_time: 1,
    }),
    asked: {
      ...{ method: 'POST', path: '/search', headers: expect.objectContaining({ authorization: 'Bearer key' }) },
      body: { query: 'cold brew', max_results: 5, search_depth: 'basic' },
    },
    nothing: { query: 'q', results: [] },
  },
  {
    name: 'serper',
    create: (door, address) => createSerperSearch(door, 'key', address),
    answer: (pages) => ({ searchParameters: {}, organic: pages.map(({ url, ...rest }, at) => ({ ...rest, link: url, position: at + 1 })) }),
    asked: {
      ...{ method: 'POST', path: '/search', headers: expect.objectContaining({ 'x-api-key': 'key' }) },
      body: { q: 'cold brew', num: 5 },
    },
    nothing: { searchParameters: {} },
  },
  {
    name: 'exa',
    create: (door, address) => createExaSearch(door, 'key', address),
    answer: (pages) => ({
      requestId: 'x',
      results: pages.map(({ snippet, ...rest }) => ({ ...rest, id: rest.url, author: null, highlights: [snippet] })),
    }),
    asked: {
      ...{ method: 'POST', path: '/search', headers: expect.objectContaining({ 'x-api-key': 'key' }) },
      body: { query: 'cold brew', numResults: 5, type: 'auto', contents: { highlights: true } },
    },
    nothing: { results: [] },
  },
  {
    name: 'brave',
    create: (door, address) => createBraveSearch(door, 'key', address),
    answer: (pages) => ({
      type: 'search',
      web: { type: 'search', results: pages.map(({ snippet, ...rest }) => ({ ...rest, description: snippet })) },
    }),
    asked: {
      ...{ method: 'GET', path: '/res/v1/web/search', headers: expect.objectContaining({ 'x-subscription-token': 'key' }) },
      query: { q: 'cold brew', count: '5', text_decorations: 'false' },
    },
    nothing: { type: 'search', query: {} },
  },
  {
    name: 'searxng',
    create: (door, address) => createSearxngSearch(door, `${address.replace('//', '//me:p%40ss@')}/searx/`),
    answer: (pages) => ({
      query: 'q',
      results: pages.map(({ snippet, ...rest }) => ({ ...rest, content: snippet, engine: 'x' })),
      unresponsive_engines: [],
    }),
    asked: {
      ...{ method: 'GET', path: '/searx/search', query: { q: 'cold brew', format: 'json' } },
      headers: expect.objectContaining({ authorization: `Basic ${btoa('me:p@ss')}` }),
    },
    nothing: { query: 'q', results: [] },
  },
];

for (const service of services) describeSearchProvider(service);

describe('createConfiguredSearch', () => {
  const none = { searxngUrl: null, tavilyApiKey: null, exaApiKey: null, braveApiKey: null, serperApiKey: null };

  it('takes the first that is set, and none without a setting', () => {
    const { door } = openDoor();
    expect(createConfiguredSearch(door, none)).toBeNull();
    expect(createConfiguredSearch(door, { ...none, serperApiKey: 'a', exaApiKey: 'b' })?.name).toBe('exa');
    expect(createConfiguredSearch(door, { ...none, serperApiKey: 'a', searxngUrl: 'http://127.0.0.1:1' })?.name).toBe('searxng');
  });
});
