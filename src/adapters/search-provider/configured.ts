import type { OutgoingDoor } from '../../ports/outgoing-door.ts';
import type { SearchProvider } from '../../ports/search-provider.ts';
import { createBraveSearch } from './brave.ts';
import { createExaSearch } from './exa.ts';
import { createSearxngSearch } from './searxng.ts';
import { createSerperSearch } from './serper.ts';
import { createTavilySearch } from './tavily.ts';

export interface SearchSettings {
  searxngUrl: string | null;
  tavilyApiKey: string | null;
  exaApiKey: string | null;
  braveApiKey: string | null;
  serperApiKey: string | null;
}

type Create = (door: OutgoingDoor, value: string) => SearchProvider;

/** Who is asked when several are configured: the operator's own instance before a paid service. */
const order: readonly [keyof SearchSettings, Create][] = [
  ['searxngUrl', createSearxngSearch],
  ['tavilyApiKey', createTavilySearch],
  ['exaApiKey', createExaSearch],
  ['braveApiKey', createBraveSearch],
  ['serperApiKey', createSerperSearch],
];

/** The search engine the settings name; null without one. */
export function createConfiguredSearch(door: OutgoingDoor, settings: SearchSettings): SearchProvider | null {
  for (const [name, create] of order) {
    const value = settings[name];
    if (value !== null) return create(door, value);
  }
  return null;
}
