import type { Article } from './article-file.ts';
import type { CitationStyle } from './citation-style.ts';
import type { Document } from './document.ts';
import { withText } from './text-thread.ts';
import type { ExportFormat } from './text-work.ts';

export interface ExportedFile {
  fileName: string;
  mediaType: string;
  content: string | Uint8Array;
}

const mediaTypes: Readonly<Record<ExportFormat, string>> = {
  md: 'text/markdown; charset=utf-8',
  html: 'text/html; charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

/** A document as a file. What writes each format is loaded when it is first asked for. */
export async function exportDocument(document: Document, format: ExportFormat, citations: CitationStyle): Promise<ExportedFile> {
  const article = articleOf(document);
  const content = await withText(document.body, 'writeFile', article, format, citations);
  return { fileName: `${article.slug}.${format}`, mediaType: mediaTypes[format], content };
}

/** What the article file says of a document. */
function articleOf(document: Document): Article {
  const { title, body, language, type, author, model, metadata, datedAt, sources } = document;
  const { slug, description, keywords } = metadata;
  return { title, slug, description, keywords, language, type, author, model, date: datedAt, sources, body };
}
