import { listCitations, parseMarkdown } from '../content/index.ts';
import type { SourceText } from '../research/index.ts';
import { guessLanguage, languageOf } from '../shared/language/languages.ts';
import { checkClaim, type Finding } from './check-claim.ts';
import { type Claim, findClaims } from './claims.ts';
import type { Similarity } from './matching.ts';
import { pacer } from './pacing.ts';
import { type PreparedSources, prepareSources } from './prepared-sources.ts';
import type { Support } from './verdict.ts';

/** A claim and what the sources say of it; offsets of the claim in code points of the Markdown. */
export interface CheckedClaim extends Finding {
  start: number;
  end: number;
  text: string;
  /** The first footnote of the sentence. */
  footnote?: string;
}

export interface EvidenceReport {
  summary: Record<Support, number>;
  claims: CheckedClaim[];
}

export interface CheckRequest {
  /** Markdown in stored form. */
  body: string;
  sources: readonly SourceText[];
  /** BCP 47; guessed when not given. */
  language?: string | null;
  /** Cosines of a claim with the passages (numbered through all sources in order, as `splitPassages` gives them), when embeddings are at hand. */
  similarity?: (claim: string) => Promise<Similarity | null>;
}

/** Checks every factual sentence of a draft, cited or not. Gives way to the event loop. Throws AppError `too_large`, `unprocessable` for Markdown that cannot be read. */
export async function checkDraft(request: CheckRequest): Promise<EvidenceReport> {
  const language = languageOf(request.language ?? guessLanguage(request.body));
  const prepared = await prepareSources(request.sources);
  const quotes = citedQuotes(request.body);
  const pause = pacer();
  const claims: CheckedClaim[] = [];
  for (const claim of findClaims(request.body, language)) {
    const similarity = (await request.similarity?.(claim.text)) ?? undefined;
    claims.push(withFootnote(checkClaim(prepared, claim, language, similarity), claim, quotes, prepared));
    await pause();
  }
  return { summary: summaryOf(claims), claims };
}

/** Quotations of the citations by lower-case label. */
function citedQuotes(body: string): Map<string, string> {
  const quotes = new Map<string, string>();
  for (const citation of listCitations(parseMarkdown(body)))
    if (citation.supported) quotes.set(citation.label.toLowerCase(), citation.quote);
  return quotes;
}

function withFootnote(finding: Finding, claim: Claim, quotes: ReadonlyMap<string, string>, prepared: PreparedSources): CheckedClaim {
  const { start, end, text, footnotes } = claim;
  const checked: CheckedClaim = { start, end, text, ...(footnotes[0] === undefined ? {} : { footnote: footnotes[0] }), ...finding };
  if (prepared.sources.length === 0) return checked;
  const invented = footnotes.filter((label) => {
    const quote = quotes.get(label.toLowerCase());
    return quote !== undefined && !prepared.texts.some((folded) => folded.find(quote) !== null);
  });
  if (invented.length === 0) return checked;
  const note = `No source holds the words that footnote ${invented.join(', ')} quotes.`;
  return { ...checked, note: checked.note === undefined ? note : `${checked.note} ${note}` };
}

function summaryOf(claims: readonly CheckedClaim[]): Record<Support, number> {
  const summary = { supported: 0, partly: 0, contradicted: 0, unsupported: 0, unchecked: 0 };
  for (const claim of claims) summary[claim.support] += 1;
  return summary;
}
