import { guessLanguage, languageOf } from '../../shared/language/languages.ts';
import { pacer } from '../../shared/pacing.ts';
import type { SourceText } from '../source-text.ts';
import type { DossierQuote } from './dossier.ts';
import type { Statement } from './statements.ts';

/**
 * What sources in another language say, the same number of each and evenly over its length. Their words cannot meet those of the topic, so nothing
 * here says what of it matters: that is for whoever reads both languages. Gives way to the event loop.
 * @param language BCP 47, of topic and text
 */
export async function foreignQuotes(sources: readonly SourceText[], language: string, most: number): Promise<Omit<DossierQuote, 'id'>[]> {
  const own = languageOf(language).code;
  const foreign = sources.filter((source) => languageOf(source.language ?? guessLanguage(source.text) ?? language).code !== own);
  if (foreign.length === 0 || most <= 0) return [];
  // Loaded with the first of them, not with the program.
  const [{ collectStatements }, { quoteSelector }] = await Promise.all([import('./statements.ts'), import('../quotes.ts')]);
  const statements = await collectStatements(foreign, pacer());
  const each = Math.ceil(most / foreign.length);
  const chosen = foreign.flatMap((source) =>
    evenly(
      statements.filter((statement) => statement.source === source),
      each,
    ),
  );
  return chosen.slice(0, most).map(({ source, start, end }) => ({
    ...{ sourceId: source.id, sourceTitle: source.title, address: source.address, relevance: 0 },
    ...quoteSelector(source, start, end),
  }));
}

function evenly(statements: readonly Statement[], most: number): Statement[] {
  const count = Math.min(most, statements.length);
  return Array.from({ length: count }, (_, index) => statements[Math.floor((index * statements.length) / count)] as Statement);
}
