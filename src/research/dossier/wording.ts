/** The words a dossier is written in, by language; English for the others. */
export interface Wording {
  /** A question about a subject of the sources. */
  about: (subject: string) => string;
  /** A question about a topic that is none itself. */
  overall: (topic: string) => string;
  /** Heads what is said on the topic as a whole. */
  overview: string;
}

const words: Readonly<Record<string, Wording>> = {
  en: {
    about: (subject) => `What do the sources say about ${subject}?`,
    overall: (topic) => `What do the sources say about ${topic}?`,
    overview: 'Overview',
  },
  de: {
    about: (subject) => `Was sagen die Quellen zu „${subject}“?`,
    overall: (topic) => `Was sagen die Quellen zum Thema „${topic}“?`,
    overview: 'Überblick',
  },
  fr: {
    about: (subject) => `Que disent les sources sur « ${subject} » ?`,
    overall: (topic) => `Que disent les sources sur « ${topic} » ?`,
    overview: 'Vue d’ensemble',
  },
  es: {
    about: (subject) => `¿Qué dicen las fuentes sobre «${subject}»?`,
    overall: (topic) => `¿Qué dicen las fuentes sobre «${topic}»?`,
    overview: 'Visión general',
  },
};

export function wordingOf(language: string): Wording {
  return words[language] ?? (words.en as Wording);
}
