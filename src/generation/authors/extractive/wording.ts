/** The few words an extractive article has of its own. */
interface Wording {
  /** Before a side of a disagreement. */
  opens: (title: string) => string;
  quoted: (quote: string) => string;
  notice: (sources: number, percent: number, words: number) => string;
  shortfall: (words: number, asked: number) => string;
}

const english: Wording = {
  opens: (title) => `According to “${title}”: `,
  quoted: (quote) => `“${quote}”`,
  notice: (sources, percent, words) =>
    `Copied word for word from ${sources === 1 ? 'one source' : `${sources} sources`}: ${percent} % of ${words} words stand there exactly so. Nothing was checked or written anew.`,
  shortfall: (words, asked) =>
    `The sources hold only ${words} words that can be quoted on this without repeating themselves; ${asked} were asked for.`,
};

const wordings: Readonly<Record<string, Wording>> = {
  en: english,
  de: {
    opens: (title) => `Laut „${title}“: `,
    quoted: (quote) => `„${quote}“`,
    notice: (sources, percent, words) =>
      `Wörtlich kopiert (copied) aus ${sources === 1 ? 'einer Quelle' : `${sources} Quellen`}: ${percent} % von ${words} Wörtern stehen dort genau so. Nichts wurde geprüft oder neu geschrieben.`,
    shortfall: (words, asked) =>
      `Die Quellen enthalten nur ${words} Wörter, die sich hierzu ohne Wiederholung zitieren lassen; verlangt waren ${asked}.`,
  },
  fr: {
    opens: (title) => `Selon « ${title} » : `,
    quoted: (quote) => `« ${quote} »`,
    notice: (sources, percent, words) =>
      `Copié (copied) mot pour mot de ${sources === 1 ? 'une source' : `${sources} sources`} : ${percent} % des ${words} mots s’y trouvent tels quels. Rien n’a été vérifié ni réécrit.`,
    shortfall: (words, asked) =>
      `Les sources ne contiennent que ${words} mots à citer là-dessus sans répétition ; ${asked} étaient demandés.`,
  },
  es: {
    opens: (title) => `Según «${title}»: `,
    quoted: (quote) => `«${quote}»`,
    notice: (sources, percent, words) =>
      `Copiado (copied) palabra por palabra de ${sources === 1 ? 'una fuente' : `${sources} fuentes`}: el ${percent} % de ${words} palabras está allí tal cual. Nada se ha comprobado ni escrito de nuevo.`,
    shortfall: (words, asked) =>
      `Las fuentes solo contienen ${words} palabras que se puedan citar sobre esto sin repetirse; se pidieron ${asked}.`,
  },
  it: {
    opens: (title) => `Secondo «${title}»: `,
    quoted: (quote) => `«${quote}»`,
    notice: (sources, percent, words) =>
      `Copiato (copied) parola per parola da ${sources === 1 ? 'una fonte' : `${sources} fonti`}: il ${percent} % di ${words} parole vi si trova tale e quale. Nulla è stato verificato né riscritto.`,
    shortfall: (words, asked) =>
      `Le fonti contengono solo ${words} parole da citare su questo senza ripetersi; ne erano state chieste ${asked}.`,
  },
  pt: {
    opens: (title) => `Segundo “${title}”: `,
    quoted: (quote) => `“${quote}”`,
    notice: (sources, percent, words) =>
      `Copiado (copied) palavra por palavra de ${sources === 1 ? 'uma fonte' : `${sources} fontes`}: ${percent} % de ${words} palavras estão lá tal e qual. Nada foi verificado nem reescrito.`,
    shortfall: (words, asked) =>
      `As fontes só contêm ${words} palavras que se podem citar sobre isto sem repetição; foram pedidas ${asked}.`,
  },
  nl: {
    opens: (title) => `Volgens “${title}”: `,
    quoted: (quote) => `“${quote}”`,
    notice: (sources, percent, words) =>
      `Woord voor woord gekopieerd (copied) uit ${sources === 1 ? 'één bron' : `${sources} bronnen`}: ${percent} % van ${words} woorden staat daar precies zo. Niets is gecontroleerd of herschreven.`,
    shortfall: (words, asked) =>
      `De bronnen bevatten maar ${words} woorden die hierover zonder herhaling te citeren zijn; er werden er ${asked} gevraagd.`,
  },
};

export function wordingOf(language: string): Wording {
  return wordings[language.slice(0, 2).toLowerCase()] ?? english;
}
