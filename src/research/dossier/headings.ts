import type { Language } from '../../shared/language/languages.ts';
import { contentStems } from '../../shared/language/terms.ts';
import { wordsOf } from '../../shared/language/words.ts';
import type { Statement } from './statements.ts';

/** A heading of the sources that can head a section or name a subject. */
export interface SourceHeading {
  /** Without its number. */
  text: string;
  stems: readonly string[];
  kind: 'question' | 'phrase' | 'clause';
  /** Statements that stand under it. */
  statements: number;
  language: Language;
}

const number =
  /^\s*(?:(?:chapter|section|part|kapitel|teil|chapitre|cap[íi]tulo)\s+)?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[IVXLC]{1,5})[.):]?\s+(?=\p{L})/iu;
const pageFurniture =
  /^(?:introduction|conclusions?|summary|abstract|references|contents|overview|about|notes?|sources|faq|background|preface|foreword|(?:materials? and )?methods?|methodology|results?(?: and discussion)?|discussion|findings|limitations|related work|appendix|miscellaneous|other|einleitung|einführung|vorwort|fazit|zusammenfassung|überblick|hintergrund|methoden?|methodik|ergebnisse?|diskussion|ausblick|anhang|sonstiges|allgemeines|conclusión|conclusiones|introducción|resumen|antecedentes|métodos?|metodología|resultados?|discusión|anexos?|résumé|sommaire|avant-propos|contexte|méthodes?|résultats?|annexes?)$/i;
const mostWords = 9;

/** Headings with statements under them, in the order of the sources; titles of whole sources are none. */
export function sourceHeadings(statements: readonly Statement[]): SourceHeading[] {
  const found = new Map<string, SourceHeading>();
  for (const { sentence, source, language } of statements) {
    const text = plainHeading(sentence.locator.heading ?? '');
    if (text === '' || text === plainHeading(source.title) || pageFurniture.test(text)) continue;
    const known = found.get(text.toLowerCase());
    if (known !== undefined) known.statements += 1;
    else
      found.set(text.toLowerCase(), {
        text,
        stems: [...new Set(contentStems(text, language))],
        kind: kindOf(text, language),
        statements: 1,
        language,
      });
  }
  return [...found.values()].filter(({ stems }) => stems.length > 0);
}

function plainHeading(heading: string): string {
  return heading
    .replace(number, '')
    .replace(/\s+/g, ' ')
    .replace(/[:.\s]+$/u, '')
    .trim();
}

/** Words that make a heading a clause about somebody: "What we would tell a guest". */
const persons = new Set(
  'i we you he she they it our your my us me ich wir sie du ihr unser unsere je nous vous tu ils elles notre votre yo nosotros usted ustedes nuestro nuestra'.split(
    ' ',
  ),
);

function kindOf(text: string, language: Language): SourceHeading['kind'] {
  if (/[?？؟]$/u.test(text)) return 'question';
  const words = wordsOf(text).map((word) => word.folded);
  const opensClause = /^(?:why|how|what|when|where|who|warum|wie|was|wann|wo|wer|pourquoi|comment|quand|ou|por|como|cuando|donde)$/.test(
    words[0] ?? '',
  );
  if (words.length > mostWords || opensClause || words.some((word) => persons.has(word)) || language.imperatives.has(words[0] ?? ''))
    return 'clause';
  return 'phrase';
}
