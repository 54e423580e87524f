/** The few words an extractive article has of its own. */
interface Wording {
  /** Before a side of a disagreement. */
  opens: (title: string) => string;
  quoted: (quote: string) => string;
  notice: (sources: number, percent: number, words: number) => string;
}

const english: Wording = {
  opens: (title) => `According to ${title}: `,
  quoted: (quote) => `“${quote}”`,
  notice: (sources, percent, words) =>
    `Copied word for word from ${sources === 1 ? 'one source' : `${sources} sources`}: ${percent} % of ${words} words stand there exactly so. Nothing was checked or written anew.`,
};

const wordings: Readonly<Record<string, Wording>> = {
  en: english,
  de: {
    opens: (title) => `Laut ${title}: `,
    quoted: (quote) => `„${quote}“`,
    notice: (sources, percent, words) =>
      `Wörtlich kopiert (copied) aus ${sources === 1 ? 'einer Quelle' : `${sources} Quellen`}: ${percent} % von ${words} Wörtern stehen dort genau so. Nichts wurde geprüft oder neu geschrieben.`,
  },
  fr: {
    opens: (title) => `Selon ${title} : `,
    quoted: (quote) => `« ${quote} »`,
    notice: (sources, percent, words) =>
      `Copié (copied) mot pour mot de ${sources === 1 ? 'une source' : `${sources} sources`} : ${percent} % des ${words} mots s’y trouvent tels quels. Rien n’a été vérifié ni réécrit.`,
  },
  es: {
    opens: (title) => `Según ${title}: `,
    quoted: (quote) => `«${quote}»`,
    notice: (sources, percent, words) =>
      `Copiado (copied) palabra por palabra de ${sources === 1 ? 'una fuente' : `${sources} fuentes`}: el ${percent} % de ${words} palabras está allí tal cual. Nada se ha comprobado ni escrito de nuevo.`,
  },
};

export function wordingOf(language: string): Wording {
  return wordings[language.slice(0, 2)] ?? english;
}
