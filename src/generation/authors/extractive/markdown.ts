import type { PhrasingContent, Root, RootContent } from 'mdast';
import { citationMarkdown, setFootnote, stringifyMarkdown } from '../../../content/index.ts';
import type { SourceText } from '../../../research/index.ts';
import { formatLocator } from '../../../shared/locator.ts';
import type { ExtractiveArticle, ExtractSentence } from './article.ts';

const sentencesPerParagraph = 4;

/** The body of an article file, without its title: sections, a footnote for every sentence, and the notice that it is copied. */
export function extractiveMarkdown(article: ExtractiveArticle, sources: readonly SourceText[]): string {
  const root: Root = { type: 'root', children: [] };
  let number = 0;
  const cited: { label: string; sentence: ExtractSentence }[] = [];
  for (const { heading, sentences } of article.sections) {
    root.children.push({ type: 'heading', depth: 2, children: [{ type: 'text', value: heading }] });
    for (const paragraph of paragraphsOf(sentences)) {
      const children = paragraph.flatMap((sentence, at): PhrasingContent[] => {
        number += 1;
        const label = String(number);
        cited.push({ label, sentence });
        return [
          { type: 'text', value: `${at === 0 ? '' : ' '}${sentence.text}` },
          { type: 'footnoteReference', identifier: label, label },
        ];
      });
      root.children.push({ type: 'paragraph', children });
    }
  }
  root.children.push(noticeOf(article));
  for (const { label, sentence } of cited) setFootnote(root, label, footnote(label, sentence, sources));
  return stringifyMarkdown(root);
}

/** A paragraph is of one source, or holds the sides of one disagreement. */
function paragraphsOf(sentences: readonly ExtractSentence[]): ExtractSentence[][] {
  const paragraphs: ExtractSentence[][] = [];
  for (const sentence of sentences) {
    const open = paragraphs.at(-1);
    if (open !== undefined && goesOn(open, sentence)) open.push(sentence);
    else paragraphs.push([sentence]);
  }
  return paragraphs;
}

function goesOn(open: readonly ExtractSentence[], next: ExtractSentence): boolean {
  const last = open.at(-1);
  if (last === undefined || last.dispute !== next.dispute) return false;
  if (next.dispute !== undefined) return true;
  if (last.citation.sourceId !== next.citation.sourceId) return false;
  // What a sentence leans on is never parted from it: it follows without a gap.
  const follows = next.citation.start >= last.citation.end && next.citation.start - last.citation.end <= 2;
  return open.length < sentencesPerParagraph || follows;
}

function noticeOf({ notice }: ExtractiveArticle): RootContent {
  return { type: 'paragraph', children: [{ type: 'emphasis', children: [{ type: 'text', value: notice }] }] };
}

function footnote(label: string, { citation }: ExtractSentence, sources: readonly SourceText[]): string {
  const source = sources.find(({ id }) => id === citation.sourceId);
  return citationMarkdown({
    ...{ label, sourceId: citation.sourceId, sourceTitle: source?.title ?? '', address: source?.address ?? '' },
    ...{ locator: formatLocator(citation.locator), supported: true, quote: citation.exact },
  });
}
