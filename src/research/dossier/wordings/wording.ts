/** The words a dossier is written in, in one language. Sentences end with a stop unless said. */
export interface Wording {
  /** A question about a subject of the sources. */
  about: (subject: string) => string;
  /** A question about a topic that is none itself. */
  overall: (topic: string) => string;
  /** Heads what is said on the topic as a whole. */
  overview: string;
  /** Heads the parts of the document. */
  parts: { conflicts: string; agreements: string; gaps: string; outline: string; sources: string };
  noAnswer: string;
  /** Between the sides of a conflict, and of an agreement. */
  against: string;
  and: string;
  /** The sides of a conflict that is about a "not". */
  says: { so: string; not: string };
  /** Without a stop: they end with the words they quote. */
  gaps: { unanswered: (question: string) => string; single: (question: string) => string; word: (word: string) => string };
  /** Sources in a language the topic is not in. @param language its name, if known */
  foreign: (titles: readonly string[], language: string | undefined) => string;
  quotes: (count: number) => string;
  notUsed: string;
  reasons: {
    empty: string;
    none: string;
    passing: string;
    unquoted: string;
    meets: (most: number, all: number) => string;
    foreign: (language: string | undefined) => string;
  };
  /** What the whole holds. */
  description: (sources: number, quotes: number, conflicts: number, gaps: number) => string;
}
