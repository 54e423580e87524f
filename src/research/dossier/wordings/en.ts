import type { Wording } from './wording.ts';

export const english: Wording = {
  about: (subject) => `What do the sources say about ${subject}?`,
  overall: (topic) => `What do the sources say about ${topic}?`,
  overview: 'Overview',
  parts: {
    conflicts: 'Where the sources disagree',
    agreements: 'Where the sources agree',
    gaps: 'What the sources leave open',
    outline: 'Outline',
    sources: 'Sources',
  },
  noAnswer: 'No source answers this.',
  against: 'against',
  and: 'and',
  says: { so: 'says so', not: 'says not' },
  gaps: {
    unanswered: (question) => `No source answers “${question}”`,
    single: (question) => `Only one source speaks to “${question}”`,
    word: (word) => `No relevant source mentions “${word}”`,
  },
  foreign: (titles, language) =>
    `${titles.map((title) => `“${title}”`).join(', ')}: in ${language ?? 'another language'}, which the topic is not in. Quoted is what is said there most; whether it answers the topic was not seen.`,
  quotes: (count) => (count === 1 ? '1 quote' : `${count} quotes`),
  notUsed: 'not used.',
  reasons: {
    empty: 'It holds no whole sentence that could be quoted.',
    none: 'It uses none of the words of the topic and questions.',
    passing: 'It uses the words of the topic and questions in passing only.',
    unquoted: 'No sentence of it could be quoted on the topic.',
    meets: (most, all) => `Its words and those of the topic and questions meet in ${most} or more of its ${all} quotable sentences.`,
    foreign: (language) => `It is in ${language ?? 'another language'}, so its words could not be compared with the topic.`,
  },
  description: (sources, quotes, conflicts, gaps) =>
    `${sources === 1 ? 'What one source says' : `What ${sources} sources say`}: ${quotes === 1 ? '1 quote' : `${quotes} quotes`} by question, ${conflicts === 1 ? '1 conflict' : `${conflicts} conflicts`}, ${gaps === 1 ? '1 gap' : `${gaps} gaps`}, and an outline.`,
};
