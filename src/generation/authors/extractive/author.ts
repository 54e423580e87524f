import { slugify } from '../../../content/index.ts';
import { buildDossier, type Dossier, type SourceText } from '../../../research/index.ts';
import { foldSpace } from '../../../shared/language/fold.ts';
import { countWords, type ExtractiveArticle, type ExtractSection, type ExtractSentence } from './article.ts';
import { type Extract, extractsOf } from './extracts.ts';
import { type Selection, selectExtracts, tolerance } from './selection.ts';
import { wordingOf } from './wording.ts';

export interface ExtractiveRequest {
  topic: string;
  sources: readonly SourceText[];
  /** Words asked for; the article has as many, give or take 15 %, or says why not. */
  words: number;
  questions?: readonly string[];
  /** Headings wished for; each is filled with what answers it. */
  outline?: readonly string[];
  keywords?: readonly string[];
  /** BCP 47; guessed when not given. */
  language?: string | null;
}

const quotesPerQuestion = 60;

/** Assembles a cited piece from verbatim quotes. The same request gives the same article. Gives way to the event loop. */
export async function writeExtractive(request: ExtractiveRequest): Promise<ExtractiveArticle> {
  const { topic, sources, keywords, language } = request;
  const questions = request.outline !== undefined && request.outline.length > 0 ? request.outline : request.questions;
  return assembleArticle(await buildDossier({ topic, sources, keywords, language, questions, quotesPerQuestion }), request.words);
}

/** The same from a dossier that is there already. @param words asked for */
export function assembleArticle(dossier: Dossier, words: number): ExtractiveArticle {
  const selection = selectExtracts(extractsOf(dossier), dossier.conflicts, words);
  const sections = sectionsOf(dossier, selection);
  const sentences = sections.flatMap((section) => section.sentences);
  const written = sentences.reduce((sum, { text }) => sum + countWords(text), 0);
  const copied = sentences.reduce((sum, { citation }) => sum + countWords(citation.exact), 0);
  const verbatimShare = written === 0 ? 0 : Math.min(1, copied / written);
  const voices = new Set(sentences.map(({ citation }) => citation.sourceId)).size;
  return {
    title: foldSpace(dossier.topic),
    language: dossier.language,
    sections,
    words: written,
    verbatimShare,
    notice: [
      wordingOf(dossier.language).notice(voices, Math.floor(verbatimShare * 100), written),
      ...dossier.gaps.filter(({ kind }) => kind === 'language').map(({ text }) => text),
    ].join(' '),
    ...shortfallOf(words, written, dossier.language),
  };
}

function shortfallOf(asked: number, words: number, language: string): Pick<ExtractiveArticle, 'shortfall'> {
  if (words >= asked * (1 - tolerance)) return {};
  const reason = wordingOf(language).shortfall(words, asked);
  return { shortfall: { asked, words, reason } };
}

function sectionsOf(dossier: Dossier, { extracts, disputes }: Selection): ExtractSection[] {
  const slugs = new Set<string>();
  const moved = new Set(disputes.map(([, right]) => right));
  return dossier.outline.flatMap(({ heading }, section) => {
    const own = extracts.filter((extract) => extract.section === section && !moved.has(extract));
    const ordered = own.flatMap((extract) => withDispute(extract, disputes, dossier.language));
    return ordered.length === 0 ? [] : [{ heading, slug: uniqueSlug(heading, slugs), sentences: ordered }];
  });
}

/** What is disputed stands with the words of the other side right behind it, and both name their source. */
function withDispute(extract: Extract, disputes: Selection['disputes'], language: string): ExtractSentence[] {
  const number = disputes.findIndex(([left]) => left === extract);
  const { opens, quoted } = wordingOf(language);
  const sides = disputes[number];
  if (sides === undefined) return sentencesOf(extract);
  return sides.flatMap((side) =>
    sentencesOf(side).map((sentence, at) => ({
      ...sentence,
      dispute: number,
      text: `${at === 0 ? opens(foldSpace(side.sourceTitle)) : ''}${quoted(sentence.text)}`,
    })),
  );
}

function sentencesOf({ sentences, sourceId, locator }: Extract): ExtractSentence[] {
  return sentences.map(({ start, end, exact, text }) => ({ text, citation: { sourceId, start, end, locator, exact } }));
}

function uniqueSlug(heading: string, taken: Set<string>): string {
  const slug = slugify(heading, 'section');
  let unique = slug;
  for (let number = 2; taken.has(unique); number += 1) unique = `${slug}-${number}`;
  taken.add(unique);
  return unique;
}
