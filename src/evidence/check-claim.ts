import { type Difference, indexOf, locatorAt, type QuoteSelector, quoteSelector } from '../research/index.ts';
import { foldWord } from '../shared/language/fold.ts';
import type { Language } from '../shared/language/languages.ts';
import { contentStems, termsOf } from '../shared/language/terms.ts';
import { codePointLength } from '../shared/text/code-points.ts';
import type { Claim } from './claims.ts';
import { matchClaim, type Place } from './matching.ts';
import { isNearVerbatim, unsaidWords } from './near-verbatim.ts';
import { type PreparedSources, selectSpan } from './prepared-sources.ts';
import { checkQuotation, type QuotationCheck, quotationsIn } from './quotations.ts';
import { unchecked } from './unchecked.ts';
import { judge, type Support, type Verdict } from './verdict.ts';
import {
  likenessProbability,
  missingQuotationProbability,
  nearVerbatimProbability,
  quotationProbability,
  verbatimProbability,
} from './weights.ts';

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
  const finding = certain(prepared, findingOf(prepared, claim.text, verdict), { text: claim.text, verdict, language });
  const titles = new Set(prepared.sources.map(({ title }) => foldWord(title)));
  const quoted = claim.quoted ? [claim.text] : quotationsIn(claim.text).filter((quote) => !titles.has(foldWord(quote)));
  const quotations = quoted.map((quote) => checkQuotation(quote, prepared.texts));
  if (quotations.length === 0 || (claim.quoted && quotations[0]?.found === 'not')) return finding;
  return withQuotations(prepared, finding, quotations, { text: claim.text, rest: restOf(claim.text, quotations, language) });
}

/**
 * A verdict that words alone cannot bear is not shown: `supported` for anything but the words of the source in their order, `unsupported`
 * when a source has a number of the claim; and what a source in another language may say was not checked.
 */
function certain(prepared: PreparedSources, finding: Finding, seen: { text: string; verdict: Verdict; language: Language }): Finding {
  if (finding.support === 'supported') return inWordsOfSource(finding, seen);
  if (finding.support !== 'unsupported') return finding;
  if (prepared.otherLanguage)
    return {
      support: 'unchecked',
      probability: 1,
      shown: true,
      note: 'A source is in another language than this sentence: they could not be compared.',
    };
  const number = (seen.text.match(figure) ?? []).find((each) => prepared.texts.some(({ folded }) => folded.includes(each)));
  return number === undefined
    ? finding
    : { ...finding, shown: false, note: `A source has the number ${number}, in other words than these.` };
}

/** Two digits or more: one alone is found in any text. */
const figure = /\d[\d.,]*\d/g;

function inWordsOfSource(finding: Finding, { text, verdict, language }: { text: string; verdict: Verdict; language: Language }): Finding {
  const said = [verdict.place, ...(verdict.besides ?? [])].flatMap((place) => (place === undefined ? [] : [place.sentence.text]));
  if (said[0] !== undefined && isNearVerbatim(text, said[0], language))
    return { ...finding, shown: true, probability: Math.max(finding.probability, nearVerbatimProbability) };
  const unsaid = unsaidWords(text, said.join(' '), language);
  const own =
    unsaid.length > 0
      ? `Not in the words of the source: ${unsaid.map((word) => `“${word}”`).join(', ')}.`
      : 'The words are those of the source, but not all of them or not in its order.';
  const note = [finding.note, own].filter((part) => part !== undefined).join(' ');
  return { ...finding, shown: false, probability: Math.min(finding.probability, likenessProbability), note };
}

const leastWords = 4;

function wordForWord(prepared: PreparedSources, text: string): Finding | null {
  if (text.split(' ').length < leastWords && codePointLength(text) < 12) return null;
  for (const [source, folded] of prepared.texts.entries()) {
    const span = folded.findSentence(text);
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

const fewestOfSpeech = 6;

function isSpeech(quote: string): boolean {
  return quote.split(/\s+/).length >= fewestOfSpeech || /[.!?]$/.test(quote);
}

/** UTF-16 units around a quotation in which its speaker is named. */
const attributionReach = 300;

/** Whether the names beside a quotation stand near it in the source too, or are those of its speaker, its heading or its title. */
function isAttributedThere(
  { sources }: PreparedSources,
  { source, start, end }: NonNullable<QuotationCheck['place']>,
  quotations: readonly QuotationCheck[],
  { text }: { text: string },
): boolean {
  const outside = quotations.reduce((rest, { quote }) => rest.replace(quote, ' '), text);
  const names = (outside.match(/(?<=\p{L}['’]?s?\s|[“”"»«]\s)\p{Lu}[\p{L}\p{M}]{2,}|\p{Lu}[\p{L}\p{M}]{2,}(?=\s\p{Lu})/gu) ?? []).map(
    foldWord,
  );
  const cited = sources[source];
  if (cited === undefined || names.length === 0) return true;
  const { speaker = '', heading = '' } = locatorAt(cited, indexOf(cited).fromUtf16(start));
  const near = cited.text.slice(Math.max(0, start - attributionReach), end + attributionReach);
  const said = foldWord(`${near} ${speaker} ${heading} ${cited.title}`);
  return names.every((name) => said.includes(name));
}

/** So few words beside a quotation are its attribution. */
const attributionWords = 4;

function withQuotations(
  prepared: PreparedSources,
  finding: Finding,
  quotations: readonly QuotationCheck[],
  seen: { text: string; rest: number },
): Finding {
  const { rest } = seen;
  const missing = quotations.find((quotation) => quotation.found === 'not');
  if (missing !== undefined) {
    return {
      support: 'unsupported',
      probability: missingQuotationProbability,
      // A quotation may be translated, and a few words in marks may be a phrase or a title and no quotation.
      shown: !prepared.otherLanguage && isSpeech(missing.quote),
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
  if (first?.place !== undefined && !isAttributedThere(prepared, first.place, quotations, seen))
    return {
      ...finding,
      ...place,
      support: 'partly',
      shown: false,
      note: 'The quotation is word for word in the source; who is named here does not stand beside it there.',
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
