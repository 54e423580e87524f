import type { Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { parseMarkdown } from '../content/index.ts';
import type { SourceText } from '../research/index.ts';
import { languageTag } from '../shared/language/language-tag.ts';
import { languageOf } from '../shared/language/languages.ts';
import { pacer } from '../shared/pacing.ts';
import { checkClaim, type Finding } from './check-claim.ts';
import { type Claim, findClaims } from './claims.ts';
import { type PreparedSources, prepareSources } from './prepared-sources.ts';
import { summaryOf } from './summary.ts';
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
}

/** Checks every factual sentence of a draft, cited or not. Gives way to the event loop. Throws AppError `too_large`, `unprocessable` for Markdown that cannot be read. */
export async function checkDraft(request: CheckRequest): Promise<EvidenceReport> {
  const tag = languageOfDraft(request);
  const language = languageOf(tag);
  const prepared = await prepareSources(request.sources, tag);
  const root = parseMarkdown(request.body);
  const quotes = citedQuotes(root);
  const pause = pacer();
  const claims: CheckedClaim[] = [];
  for (const claim of findClaims(request.body, language, root)) {
    claims.push(withFootnote(checkClaim(prepared, claim, language), claim, quotes, prepared));
    await pause();
  }
  return { summary: summaryOf(claims), claims };
}

const notes = /^\[\^[^\]\n]+\]:.*$/gm;

/** By its own words, as far as they tell: a document is given a language before anybody has read it. What its footnotes quote may be in another. */
function languageOfDraft({ body, language }: CheckRequest): string | null {
  return languageTag(body.replace(notes, '')) ?? languageTag('', language);
}

/** What the citations quote, by lower-case label; `not supported` footnotes and notes of the author quote nothing. */
function citedQuotes(root: Root): Map<string, string> {
  const quotes = new Map<string, string>();
  for (const node of root.children) {
    const quote = node.type === 'footnoteDefinition' ? / — “(.*)”\s*$/s.exec(textOf(node))?.[1] : undefined;
    if (node.type === 'footnoteDefinition' && quote !== undefined) quotes.set((node.label ?? node.identifier).toLowerCase(), quote);
  }
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
