import type { Wording } from './wording.ts';

export const french: Wording = {
  about: (subject) => `Que disent les sources sur « ${subject} » ?`,
  overall: (topic) => `Que disent les sources sur « ${topic} » ?`,
  overview: 'Vue d’ensemble',
  parts: {
    conflicts: 'Là où les sources se contredisent',
    agreements: 'Là où les sources s’accordent',
    gaps: 'Ce que les sources laissent ouvert',
    outline: 'Plan',
    sources: 'Sources',
  },
  noAnswer: 'Aucune source n’y répond.',
  against: 'contre',
  and: 'et',
  says: { so: 'dit oui', not: 'dit non' },
  gaps: {
    unanswered: (question) => `Aucune source ne répond à « ${question} »`,
    single: (question) => `Une seule source parle de « ${question} »`,
    word: (word) => `Aucune source pertinente ne mentionne « ${word} »`,
  },
  foreign: (titles, language) =>
    `${titles.map((title) => `« ${title} »`).join(', ')} : langue ${language ?? 'inconnue'}, qui n’est pas celle du sujet. Est cité ce dont il y est le plus question ; que cela réponde au sujet n’a pas été vérifié.`,
  quotes: (count) => (count === 1 ? '1 citation' : `${count} citations`),
  notUsed: 'non utilisée.',
  reasons: {
    empty: 'Elle ne contient aucune phrase entière à citer.',
    none: 'Elle ne contient aucun des mots du sujet et des questions.',
    passing: 'Elle ne contient les mots du sujet et des questions qu’en passant.',
    unquoted: 'Aucune de ses phrases n’a pu être citée sur le sujet.',
    meets: (most, all) => `Au moins ${most} de ses ${all} phrases citables contiennent des mots du sujet et des questions.`,
    foreign: (language) => `Sa langue (${language ?? 'inconnue'}) n’est pas celle du sujet : ses mots n’ont pas pu être comparés.`,
  },
  description: (sources, quotes, conflicts, gaps) =>
    `${sources === 1 ? 'Ce que dit une source' : `Ce que disent ${sources} sources`} : ${quotes === 1 ? '1 citation' : `${quotes} citations`} par question, ${conflicts === 1 ? '1 contradiction' : `${conflicts} contradictions`}, ${gaps === 1 ? '1 lacune' : `${gaps} lacunes`} et un plan.`,
};
