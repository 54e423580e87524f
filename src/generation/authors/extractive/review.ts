import type { SourceText } from '../../../research/index.ts';
import { foldSpace } from '../../../shared/language/fold.ts';
import { guessLanguage, languageOf } from '../../../shared/language/languages.ts';
import { CodePointIndex } from '../../../shared/text/code-points.ts';
import type { ExtractiveArticle, ExtractSentence } from './article.ts';
import { isUsable, nearlyTheSame, needsAntecedent, sameness } from './rules.ts';
import { tolerance } from './selection.ts';

/** A rule that an extractive article breaks, and the words that break it. */
export interface BrokenRule {
  rule: 'verbatim' | 'repeated' | 'alike' | 'antecedent' | 'unusable' | 'source_unused' | 'words' | 'claims_support' | 'slug';
  text: string;
}

export interface Reviewed {
  sources: readonly SourceText[];
  /** Words asked for. */
  words: number;
  /** IDs of sources that must be used; all when not given. */
  relevant?: readonly string[];
}

/** Checks a finished article by rule, without knowing how it was made; empty when every rule is kept. */
export function reviewExtractive(article: ExtractiveArticle, { sources, words, relevant }: Reviewed): BrokenRule[] {
  const sentences = article.sections.flatMap((section) => section.sentences);
  const used = new Set(sentences.map(({ citation }) => citation.sourceId));
  const slugs = article.sections.map(({ slug }) => slug);
  return [
    ...sentences.filter((sentence) => !isVerbatim(sentence, sources)).map(({ text }) => ({ rule: 'verbatim' as const, text })),
    ...repetitions(sentences),
    ...article.sections.flatMap((section) => leaning(section.sentences, sources)),
    ...sentences
      .filter(({ citation }) => !isUsable(citation.exact, languageOf(guessLanguage(citation.exact))))
      .map(({ text }) => ({ rule: 'unusable' as const, text })),
    ...(relevant ?? sources.map(({ id }) => id)).filter((id) => !used.has(id)).map((text) => ({ rule: 'source_unused' as const, text })),
    ...lengthRule(article, words),
    ...(/\bsupported\b/i.test(article.notice) ? [{ rule: 'claims_support' as const, text: article.notice }] : []),
    ...slugs.filter((slug, at) => slug === '' || slugs.indexOf(slug) !== at).map((text) => ({ rule: 'slug' as const, text })),
  ];
}

function isVerbatim({ text, citation, dispute }: ExtractSentence, sources: readonly SourceText[]): boolean {
  const source = sources.find(({ id }) => id === citation.sourceId);
  if (source === undefined || new CodePointIndex(source.text).slice(citation.start, citation.end) !== citation.exact) return false;
  return dispute === undefined ? text === foldSpace(citation.exact) : text.includes(foldSpace(citation.exact));
}

function repetitions(sentences: readonly ExtractSentence[]): BrokenRule[] {
  const broken: BrokenRule[] = [];
  sentences.forEach(({ citation, text }, at) => {
    for (const other of sentences.slice(0, at)) {
      if (sameness(other.citation.exact) === sameness(citation.exact)) broken.push({ rule: 'repeated', text });
      else if (nearlyTheSame(other.citation.exact, citation.exact, languageOf(guessLanguage(citation.exact))))
        broken.push({ rule: 'alike', text });
    }
  });
  return broken;
}

/** A leaning sentence must follow, in the article as in its source, the sentence before it. */
function leaning(sentences: readonly ExtractSentence[], sources: readonly SourceText[]): BrokenRule[] {
  return sentences.flatMap(({ citation, text }, at) => {
    if (!needsAntecedent(citation.exact, languageOf(guessLanguage(citation.exact)))) return [];
    const before = sentences[at - 1]?.citation;
    const source = sources.find(({ id }) => id === citation.sourceId);
    const follows =
      before !== undefined &&
      source !== undefined &&
      before.sourceId === citation.sourceId &&
      before.end <= citation.start &&
      new CodePointIndex(source.text).slice(before.end, citation.start).trim() === '';
    return follows ? [] : [{ rule: 'antecedent', text }];
  });
}

function lengthRule({ words, shortfall }: ExtractiveArticle, asked: number): BrokenRule[] {
  const short = words < asked * (1 - tolerance) && shortfall === undefined;
  const long = words > asked * (1 + tolerance);
  return short || long ? [{ rule: 'words', text: `${words} of ${asked}` }] : [];
}
