import { type Difference, type QuoteSelector, quoteSelector } from '../research/index.ts';
import type { Language } from '../shared/language/languages.ts';
import { contentStems, termsOf } from '../shared/language/terms.ts';
import { codePointLength } from '../shared/text/code-points.ts';
import type { Claim } from './claims.ts';
import { matchClaim, type Place } from './matching.ts';
import { type PreparedSources, selectSpan } from './prepared-sources.ts';
import { checkQuotation, type QuotationCheck, quotationsIn } from './quotations.ts';
import { unchecked } from './unchecked.ts';
import { judge, type Support, type Verdict } from './verdict.ts';
import { missingQuotationProbability, quotationProbability, verbatimProbability } from './weights.ts';

/** What the sources say of one sentence; offsets of the quote in code points of the source. */
export interface Finding {
  support: Support;
  /** Calibrated probability that `support` is right, 0–1. */
  probability: number;
  /** Whether it may be shown as a verdict; else the page says "look at this". */
  shown: boolean;
  sourceId?: string;
  quote?: QuoteSelector;
  /** A plain sentence on what was seen: numbers that differ, a quotation that is not word for word. */
  note?: string;
}

/** Compares one claim with the sources: word for word, then its quotations, then its words, names and numbers. */
export function checkClaim(prepared: PreparedSources, claim: Pick<Claim, 'text' | 'quoted'>, language: Language): Finding {
  if (prepared.index.passages.length === 0) return unchecked('No source holds text to check this against.');
  const verbatim = wordForWord(prepared, claim.text);
  if (verbatim !== null) return verbatim;
  const terms = termsOf(claim.text, language);
  const verdict = judge(terms, matchClaim(prepared.index, terms), prepared.index, language);
  const finding = findingOf(prepared, claim.text, verdict);
  const quotations = (claim.quoted ? [claim.text] : quotationsIn(claim.text)).map((quote) => checkQuotation(quote, prepared.texts));
  if (quotations.length === 0 || (claim.quoted && quotations[0]?.found === 'not')) return finding;
  return withQuotations(prepared, finding, quotations, restOf(claim.text, quotations, language));
}

const leastWords = 4;

function wordForWord(prepared: PreparedSources, text: string): Finding | null {
  if (text.split(' ').length < leastWords && codePointLength(text) < 12) return null;
  for (const [source, folded] of prepared.texts.entries()) {
    const span = folded.find(text);
    if (span === null) continue;
    const place = selectSpan(prepared, source, span.start, span.end);
    return { support: 'supported', probability: verbatimProbability, shown: true, ...place, note: 'Word for word in the source.' };
  }
  return null;
}

function findingOf(prepared: PreparedSources, claim: string, verdict: Verdict): Finding {
  const { support, probability, shown, place, difference, dispute } = verdict;
  const finding: Finding = { support, probability, shown };
  if (place !== undefined) Object.assign(finding, selectSentences(prepared, place, verdict.besides));
  if (place !== undefined && difference !== undefined) finding.note = differs(claim, place.sentence.text, difference);
  if (dispute !== undefined) finding.note = `The sources do not agree. ${differs(claim, dispute.place.sentence.text, dispute.difference)}`;
  return finding;
}

/** The sentence, and those beside it that carry the verdict too, as one contiguous quote. */
function selectSentences(
  prepared: PreparedSources,
  place: Place,
  besides: readonly Place[] = [],
): { sourceId: string; quote: QuoteSelector } | null {
  const passage = prepared.index.passages[place.passage];
  const source = prepared.sources[prepared.index.sourceOf(place.passage)];
  if (passage === undefined || source === undefined) return null;
  const sentences = [place, ...besides].map(({ sentence }) => sentence);
  const start = passage.start + codePointLength(passage.text.slice(0, Math.min(...sentences.map((sentence) => sentence.start))));
  const end = passage.start + codePointLength(passage.text.slice(0, Math.max(...sentences.map((sentence) => sentence.end))));
  return { sourceId: source.id, quote: quoteSelector(source, start, end) };
}

function differs(claim: string, sentence: string, difference: Difference): string {
  if (difference.kind === 'number') {
    const says = (text: string, { start, end }: { start: number; end: number }) => `“${text.slice(start, end)}”`;
    return `A source says ${says(sentence, difference.right)} where this says ${says(claim, difference.left)}.`;
  }
  if (difference.kind === 'opposite' || difference.kind === 'order')
    return `A source says “${difference.right}” where this says “${difference.left}”.`;
  return 'This and a source differ by a “not”.';
}

/** Content words outside the quotations. */
function restOf(text: string, quotations: readonly QuotationCheck[], language: Language): number {
  return contentStems(
    quotations.reduce((rest, { quote }) => rest.replace(quote, ' '), text),
    language,
  ).length;
}

/** So few words beside a quotation are its attribution. */
const attributionWords = 4;

function withQuotations(prepared: PreparedSources, finding: Finding, quotations: readonly QuotationCheck[], rest: number): Finding {
  const missing = quotations.find((quotation) => quotation.found === 'not');
  if (missing !== undefined) {
    return {
      support: 'unsupported',
      probability: missingQuotationProbability,
      shown: true,
      note: `No source holds the quoted words “${missing.quote}”.`,
    };
  }
  const near = quotations.find((quotation) => quotation.found === 'nearly');
  const first = near ?? quotations[0];
  const place = first?.place === undefined ? {} : selectSpan(prepared, first.place.source, first.place.start, first.place.end);
  if (near !== undefined)
    return {
      support: 'partly',
      probability: quotationProbability,
      shown: true,
      ...place,
      note: `“${near.quote}” is not word for word what the source says.`,
    };
  const carried = rest <= attributionWords || finding.support === 'supported';
  if (carried)
    return {
      support: 'supported',
      probability: quotationProbability,
      shown: true,
      ...place,
      note: 'The quotation is word for word in the source.',
    };
  return {
    ...finding,
    ...place,
    support: 'partly',
    note: 'The quotation is word for word in the source; the rest of the sentence was not found there.',
  };
}
