import type { WorkspaceScope } from '../accounts/index.ts';
import type { OutgoingDoor, OutgoingLimits } from '../ports/outgoing-door.ts';
import type { ParseRequest } from '../ports/source-parser.ts';
import { AppError, isAppError } from '../shared/errors.ts';
import { version } from '../shared/version.ts';

/** How a page is fetched, and how much of it. */
export interface PageDoor {
  door: OutgoingDoor;
  fetchLimits: OutgoingLimits;
}

const headers = {
  accept: 'text/html,application/xhtml+xml,application/pdf,text/markdown,text/plain;q=0.9,*/*;q=0.5',
  'user-agent': `AI-Writer/${version}`,
};

/** Gets a page a person names for the first time. Throws as `fetchPage`, but `unprocessable` for an address that leads to no page, in time or at all. */
export async function fetchNewPage(page: PageDoor, scope: WorkspaceScope, url: string, signal?: AbortSignal): Promise<ParseRequest> {
  try {
    return await fetchPage(page, scope, url, signal);
  } catch (error) {
    // An address that never answered is taken for a wrong one; a server that says it is in trouble is not.
    if (!isAppError(error, 'upstream_failed') || error instanceof PageRefused) throw error;
    throw new AppError('unprocessable', error.message, { hint: error.hint, cause: error });
  }
}

/** Gets a page. Throws AppError `forbidden`, `too_large`, `upstream_failed` as the door does, `unprocessable` for an answer that is no page. */
export async function fetchPage(
  { door, fetchLimits }: PageDoor,
  scope: WorkspaceScope,
  url: string,
  signal?: AbortSignal,
): Promise<ParseRequest> {
  const context = { purpose: 'source', workspaceId: scope.workspaceId, userId: scope.userId, trust: 'member' } as const;
  const response = await door.fetch(context, fetchLimits)(url, { headers, signal: signal ?? null });
  if (!response.ok) {
    await response.body?.cancel();
    throw new PageRefused(url, response.status);
  }
  const mediaType = response.headers.get('content-type') ?? undefined;
  return { bytes: new Uint8Array(await response.arrayBuffer()), name: new URL(url).pathname, mediaType };
}

/** The server answered, but not with a page. */
export class PageRefused extends AppError {
  /** It says that there is nothing at this address any more. */
  readonly isGone: boolean;

  constructor(url: string, status: number) {
    const isTheirFault = status >= 500 || status === 429;
    super(isTheirFault ? 'upstream_failed' : 'unprocessable', `${url} answered ${status}`, {
      hint: isTheirFault
        ? 'Try again later.'
        : 'Open the address in a browser; if it needs a sign-in, add the text or a saved copy instead.',
    });
    this.isGone = status === 404 || status === 410;
  }
}

/** One spelling of an address: no fragment, which names a place on the page and not another page. */
export function pageAddress(url: string): string {
  const parsed = new URL(url);
  parsed.hash = '';
  return parsed.href;
}
