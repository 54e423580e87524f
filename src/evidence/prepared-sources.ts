import { FoldedText, indexOf, type QuoteSelector, quoteSelector, type SourceText } from '../research/index.ts';
import { languageTag } from '../shared/language/language-tag.ts';
import { pacer } from '../shared/pacing.ts';
import { PassageIndex } from './passage-index.ts';

/** Sources made ready once for many claims. */
export interface PreparedSources {
  sources: readonly SourceText[];
  index: PassageIndex;
  /** In the order of the sources. */
  texts: readonly FoldedText[];
  /** Some source is in another language than the draft: what it says cannot be compared. */
  otherLanguage: boolean;
}

/** Splits, folds and indexes; gives way to the event loop. @param tag language of the draft, when known */
export async function prepareSources(sources: readonly SourceText[], tag: string | null): Promise<PreparedSources> {
  const pause = pacer();
  const index = await PassageIndex.build(sources, pause);
  const texts: FoldedText[] = [];
  for (const source of sources) {
    texts.push(new FoldedText(source.text));
    await pause();
  }
  return { sources, index, texts, otherLanguage: tag !== null && sources.some((source) => isOther(source, tag)) };
}

function isOther({ text, language }: SourceText, tag: string): boolean {
  const own = languageTag(text, language);
  return own !== null && own !== tag;
}

/** The selector of a UTF-16 span of a source. */
export function selectSpan(
  prepared: PreparedSources,
  source: number,
  start: number,
  end: number,
): { sourceId: string; quote: QuoteSelector } {
  const text = prepared.sources[source] as SourceText;
  const index = indexOf(text);
  return { sourceId: text.id, quote: quoteSelector(text, index.fromUtf16(start), index.fromUtf16(end)) };
}
