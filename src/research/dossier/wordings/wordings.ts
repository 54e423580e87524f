import { german } from './de.ts';
import { english } from './en.ts';
import { spanish } from './es.ts';
import { french } from './fr.ts';
import { italian } from './it.ts';
import { dutch } from './nl.ts';
import { portuguese } from './pt.ts';
import type { Wording } from './wording.ts';

const wordings: Readonly<Record<string, Wording>> = {
  ...{ en: english, de: german, fr: french, es: spanish, it: italian, pt: portuguese, nl: dutch },
};

/** The words for a BCP 47 tag; English for a language the product has no words in. */
export function wordingOf(language: string): Wording {
  return wordings[language.slice(0, 2).toLowerCase()] ?? english;
}

/** What the piece's language calls another language; undefined when its tag is unknown. */
export function languageName(tag: string | null, language: string): string | undefined {
  if (tag === null) return undefined;
  return new Intl.DisplayNames([language], { type: 'language', fallback: 'none' }).of(tag);
}
