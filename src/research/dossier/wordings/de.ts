import type { Wording } from './wording.ts';

export const german: Wording = {
  about: (subject) => `Was sagen die Quellen zu „${subject}“?`,
  overall: (topic) => `Was sagen die Quellen zum Thema „${topic}“?`,
  overview: 'Überblick',
  parts: {
    conflicts: 'Worin die Quellen sich widersprechen',
    agreements: 'Worin die Quellen übereinstimmen',
    gaps: 'Was die Quellen offen lassen',
    outline: 'Gliederung',
    sources: 'Quellen',
  },
  noAnswer: 'Keine Quelle beantwortet das.',
  against: 'gegen',
  and: 'und',
  says: { so: 'sagt ja', not: 'sagt nein' },
  gaps: {
    unanswered: (question) => `Keine Quelle beantwortet „${question}“`,
    single: (question) => `Nur eine Quelle äußert sich zu „${question}“`,
    word: (word) => `Keine passende Quelle erwähnt „${word}“`,
  },
  foreign: (titles, language) =>
    `${titles.map((title) => `„${title}“`).join(', ')}: Sprache ${language ?? 'unbekannt'}, nicht die des Themas. Zitiert ist, wovon dort am meisten die Rede ist; ob es auf das Thema antwortet, wurde nicht erkannt.`,
  quotes: (count) => (count === 1 ? '1 Zitat' : `${count} Zitate`),
  notUsed: 'nicht verwendet.',
  reasons: {
    empty: 'Sie enthält keinen ganzen Satz, der sich zitieren ließe.',
    none: 'Sie enthält keines der Wörter von Thema und Fragen.',
    passing: 'Sie enthält die Wörter von Thema und Fragen nur beiläufig.',
    unquoted: 'Kein Satz daraus ließ sich zum Thema zitieren.',
    meets: (most, all) => `In mindestens ${most} ihrer ${all} zitierbaren Sätze stehen Wörter von Thema und Fragen.`,
    foreign: (language) => `Ihre Sprache (${language ?? 'unbekannt'}) ist nicht die des Themas; ihre Wörter ließen sich nicht vergleichen.`,
  },
  description: (sources, quotes, conflicts, gaps) =>
    `${sources === 1 ? 'Was eine Quelle sagt' : `Was ${sources} Quellen sagen`}: ${quotes === 1 ? '1 Zitat' : `${quotes} Zitate`} nach Fragen, ${conflicts === 1 ? '1 Widerspruch' : `${conflicts} Widersprüche`}, ${gaps === 1 ? '1 Lücke' : `${gaps} Lücken`} und eine Gliederung.`,
};
