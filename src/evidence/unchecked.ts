import type { Finding } from './check-claim.ts';

/** Nothing is known of the claim, which is certain. @param note why, in a sentence */
export function unchecked(note: string): Finding {
  return { support: 'unchecked', probability: 1, shown: true, note };
}
