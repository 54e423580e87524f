import type { OutgoingContext } from './outgoing-door.ts';

/** A page a search engine names. */
export interface WebPage {
  /** http or https. */
  url: string;
  title: string;
  /** What the engine shows of the page, without markup; may be empty. Never quoted as a source: the page itself is. */
  snippet: string;
}

/** On whose behalf is searched; shown in the outgoing log. */
export type SearchContext = Pick<OutgoingContext, 'workspaceId' | 'userId' | 'runId'>;

/** A search engine for the web. */
export interface SearchProvider {
  /** As in settings and logs, e.g. `tavily`. */
  readonly name: string;
  /**
   * Pages about the query, best first, each address once. Throws AppError `upstream_failed`, `rate_limited`, or as the door does.
   * @param query plain words; cut to 400 characters
   * @param limit 1–20
   */
  search(query: string, limit: number, context: SearchContext, signal?: AbortSignal): Promise<WebPage[]>;
}
