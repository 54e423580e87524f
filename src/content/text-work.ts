import type { Article } from './article-file.ts';
import { readArticleFile } from './article-import.ts';
import type { CitationStyle } from './citation-style.ts';
import { citedSpans } from './cited-spans.ts';
import { compareWords } from './compare-words.ts';
import { readText } from './document.text.ts';
import { mergeSections } from './markdown/footnotes.ts';
import { toNormalForm } from './markdown/normal-form.ts';
import { replaceSection } from './markdown/sections.ts';

export const exportFormats = ['md', 'html', 'docx'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** What is done with a whole text and takes as long as the text is; `withText` decides in which thread. */
export const textWork = { citedSpans, compareWords, readText, readArticleFile, replaceSection, toNormalForm, mergeSections, writeFile };

/** What writes each format is loaded when it is first asked for. */
async function writeFile(article: Article, format: ExportFormat, citations: CitationStyle): Promise<string | Uint8Array> {
  if (format === 'md') return (await import('./article-file.ts')).writeArticleFile(article, citations);
  if (format === 'html') return (await import('./export-html.ts')).writeHtml(article, citations);
  return (await import('./export-docx.ts')).writeDocx(article, citations);
}
