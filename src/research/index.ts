export { coverage, type Difference, differenceOf, type Weight } from './comparison.ts';
export { type Passage, passagesOf, splitPassages } from './passages.ts';
export { FoldedText, findQuote, indexOf, type QuoteSelector, quoteSelector } from './quotes.ts';
export type { SourceFiles } from './source.intake.ts';
export { refreshedSourceSchema, sourceInputSchema } from './source.schema.ts';
export { createSourceService, type SourceService } from './source.service.ts';
export type { Source, SourceChange, StoredSource } from './source.ts';
export { sourceView } from './source.view.ts';
export type { SourceText } from './source-text.ts';
