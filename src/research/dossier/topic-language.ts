import { guessLanguage, type Language, languageOf } from '../../shared/language/languages.ts';
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
  const tags = new Map(sources.map((source) => [source, tagOf(source)]));
  // A topic of a few words does not tell its language, but a source that uses one of them does.
  const tag = guessLanguage(asked) ?? scriptTag(asked) ?? sharedTag(asked, statements, tags) ?? given?.slice(0, 2).toLowerCase() ?? null;
  const [first] = tags.values();
  return {
    piece: given ?? tag ?? first ?? 'en',
    topic: languageOf(tag ?? first),
    foreign: (source) => {
      const own = tags.get(source) ?? null;
      return tag === null || own === null || own === tag ? null : { tag: own === unknownScript ? null : own };
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

function tagOf({ language, text }: SourceText): string | null {
  return /^[a-z]{2,3}(?=$|[-_])/i.exec(language ?? '')?.[0].toLowerCase() ?? guessLanguage(text) ?? scriptTag(text.slice(0, 2000));
}

/** A script that several languages share: known to be another one than Latin, and no more. */
const unknownScript = 'und';
const scripts: readonly (readonly [tag: string, letters: RegExp])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['ko', /\p{Script=Hangul}/u],
  ['zh', /\p{Script=Han}/u],
  ['el', /\p{Script=Greek}/u],
  ['he', /\p{Script=Hebrew}/u],
  ['th', /\p{Script=Thai}/u],
];

function scriptTag(text: string): string | null {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0 || (text.match(/\p{Script=Latin}/gu)?.length ?? 0) * 2 >= letters) return null;
  return scripts.find(([, found]) => found.test(text))?.[0] ?? unknownScript;
}
