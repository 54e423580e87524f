/** The kinds of piece a brief can ask for: as data, so that a new one is a new entry. */
export interface ArticleType {
  /** One line a person chooses by. */
  title: string;
  /** Words when the brief names none. */
  words: number;
  /** What the outline and each section should be like, in words for a model. */
  guidance: string;
}

export const articleTypes = {
  article: {
    title: 'Article that explains a subject from its sources',
    words: 900,
    guidance:
      'An explanatory article: what most readers want to know comes first, then sections from the general to the particular, each with one thought.',
  },
  news: {
    title: 'News item: what happened first',
    words: 450,
    guidance: 'A news item: the most important fact first, then who, where, when and how, background last. No opinion.',
  },
  'long-form': {
    title: 'Long piece with depth and several views',
    words: 2200,
    guidance: 'A long piece: several views of the subject, where sources disagree both are given, each section has one thought.',
  },
  summary: {
    title: 'Summary of the sources',
    words: 300,
    guidance: 'A summary: only what the sources say, in the order of importance, without examples.',
  },
  faq: {
    title: 'Questions and answers',
    words: 700,
    guidance: 'Questions a reader would ask, each heading one question, each answer direct and short.',
  },
} as const satisfies Record<string, ArticleType>;

export type ArticleTypeName = keyof typeof articleTypes;
export const articleTypeNames = Object.keys(articleTypes) as [ArticleTypeName, ...ArticleTypeName[]];
