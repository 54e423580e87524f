import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { sourceOf } from '../../src/evidence/evidence-lines.ts';
import type { Features } from '../../src/evidence/features.ts';
import { matchClaim, type SourceMatch } from '../../src/evidence/matching.ts';
import { type PreparedSources, prepareSources } from '../../src/evidence/prepared-sources.ts';
import { languageOf } from '../../src/shared/language/languages.ts';
import { type Terms, termsOf } from '../../src/shared/language/terms.ts';

/** A line of the WiCE release (Kamoi et al., EMNLP 2023). */
export interface WiceLine {
  label: 'supported' | 'partially_supported' | 'not_supported';
  claim: string;
  evidence: string[];
}

export const english = languageOf('en');

/** @param path a `.jsonl.gz` of the release */
export function readWice(path: string): WiceLine[] {
  const lines = gunzipSync(readFileSync(path)).toString('utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as WiceLine);
}

/** A claim compared with a page by the product's own code. */
export interface Compared {
  terms: Terms;
  prepared: PreparedSources;
  matches: SourceMatch[];
  /** Of the best match; null when no word is shared. */
  features: Features | null;
  unconfirmed: boolean;
}

export async function compare(claim: string, evidence: readonly string[]): Promise<Compared> {
  const prepared = await prepareSources([sourceOf(evidence, 'en')], 'en');
  const terms = termsOf(claim, english);
  const matches = matchClaim(prepared.index, terms);
  return {
    terms,
    prepared,
    matches,
    features: matches[0]?.alignment.features ?? null,
    unconfirmed: matches[0]?.alignment.unconfirmed ?? false,
  };
}
