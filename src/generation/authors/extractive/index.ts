export type { ExtractiveArticle, ExtractSection, ExtractSentence } from './article.ts';
export { assembleArticle, type ExtractiveRequest, writeExtractive } from './author.ts';
export { extractiveMarkdown } from './markdown.ts';
export { reviewExtractive } from './review.ts';
