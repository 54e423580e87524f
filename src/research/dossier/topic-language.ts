import { languageTag, unknownLanguage } from '../../shared/language/language-tag.ts';
import { type Language, languageOf } from '../../shared/language/languages.ts';
import { contentStems } from '../../shared/language/terms.ts';
import type { SourceText } from '../source-text.ts';
import type { Statement } from './statements.ts';

/** In which languages a dossier is asked for, read and written. */
export interface Languages {
  /** BCP 47 tag of the words the dossier has of its own. */
  piece: string;
  /** Rules for the words of topic and questions. */
  topic: Language;
  /** Tag of a source that is in another language than the topic, as far as that is known of both. */
  foreign: (source: SourceText) => { tag: string | null } | null;
}

/** @param given the language asked for @param asked topic and questions */
export function languagesOf(
  given: string | null | undefined,
  asked: string,
  sources: readonly SourceText[],
  statements: readonly Statement[],
): Languages {
  const tags = new Map(sources.map((source) => [source, languageTag(source.text, source.language)]));
  // A topic of a few words does not tell its language, but a source that uses one of them does.
  const tag = languageTag(asked) ?? sharedTag(asked, statements, tags) ?? given?.slice(0, 2).toLowerCase() ?? null;
  const [first] = tags.values();
  return {
    piece: given ?? tag ?? first ?? 'en',
    topic: languageOf(tag ?? first),
    foreign: (source) => {
      const own = tags.get(source) ?? null;
      return tag === null || own === null || own === tag ? null : { tag: own === unknownLanguage ? null : own };
    },
  };
}

function sharedTag(asked: string, statements: readonly Statement[], tags: ReadonlyMap<SourceText, string | null>): string | null {
  const stems = new Map<Language, Set<string>>();
  for (const { source, terms, language } of statements) {
    const wanted = stems.get(language) ?? new Set(contentStems(asked, language));
    stems.set(language, wanted);
    if (terms.stems.some((stem) => wanted.has(stem))) return tags.get(source) ?? null;
  }
  return null;
}
