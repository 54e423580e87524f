export { coverage, type Difference, differenceOf, type Weight } from './comparison.ts';
export { type Passage, passagesOf, splitPassages } from './passages.ts';
export { FoldedText, findQuote, indexOf, type QuoteSelector, quoteSelector } from './quotes.ts';
export type { SourceText } from './source-text.ts';
