import type { Terms } from '../shared/language/terms.ts';
import { type Alignment, align, type CandidateSentence } from './features.ts';
import type { Hit, PassageIndex, PassageSentence } from './passage-index.ts';

/** Where a candidate sentence stands: passage number and the sentence itself. */
export interface Place extends CandidateSentence {
  passage: number;
  sentence: PassageSentence;
}

/** The claim against one source. */
export interface SourceMatch {
  /** Position of the source in the checked list. */
  source: number;
  alignment: Alignment;
  candidates: Place[];
}

const passagesLooked = 10;
const sourcesLooked = 3;

/** The sources that come closest to a claim, each with its sentences compared. */
export function matchClaim(index: PassageIndex, claim: Terms): SourceMatch[] {
  const hits = index.search(claim.stems, passagesLooked);
  const bySource = new Map<number, Hit[]>();
  for (const hit of hits) {
    const source = index.sourceOf(hit.passage);
    bySource.set(source, [...(bySource.get(source) ?? []), hit]);
  }
  return [...bySource].slice(0, sourcesLooked).map(([source, found]) => matchSource(index, claim, source, found));
}

function matchSource(index: PassageIndex, claim: Terms, source: number, hits: readonly Hit[]): SourceMatch {
  const candidates = candidatesOf(index, source, hits);
  const alignment = align(claim, candidates, {
    weight: (stem) => index.weight(stem),
    sourceHas: (stem) => index.sourceHas(source, stem),
  });
  return { source, alignment, candidates };
}

/** Sentences of the found passages, and of the neighbours of the best two, in reading order. */
function candidatesOf(index: PassageIndex, source: number, hits: readonly Hit[]): Place[] {
  const passages = new Set(hits.map((hit) => hit.passage));
  for (const hit of hits.slice(0, 2)) {
    for (const near of [hit.passage - 1, hit.passage + 1])
      if (index.passages[near] !== undefined && index.sourceOf(near) === source) passages.add(near);
  }
  const places: Place[] = [];
  let place = 0;
  let last = -1;
  for (const passage of [...passages].sort((left, right) => left - right)) {
    if (passage !== last + 1) place += 1;
    for (const sentence of index.sentences(passage)) places.push({ place: place++, passage, sentence, terms: sentence.terms });
    last = passage;
  }
  return places;
}
