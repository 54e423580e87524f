import { channel } from 'node:diagnostics_channel';

/** A moment at which what is on the disk, or at an outside service, differs from the moment before. */
export interface Boundary {
  /** `commit`: a transaction of the database becomes durable. `call`: a request leaves for another machine. */
  what: 'commit' | 'call';
  side: 'before' | 'after';
}

const boundaries = channel('aiwriter:boundary');

/** Tells whoever subscribed to `aiwriter:boundary`, synchronously. Costs one comparison when nobody did. */
export function crossBoundary(what: Boundary['what'], side: Boundary['side']): void {
  if (boundaries.hasSubscribers) boundaries.publish({ what, side } satisfies Boundary);
}
