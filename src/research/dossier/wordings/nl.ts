import type { Wording } from './wording.ts';

export const dutch: Wording = {
  about: (subject) => `Wat zeggen de bronnen over “${subject}”?`,
  overall: (topic) => `Wat zeggen de bronnen over “${topic}”?`,
  overview: 'Overzicht',
  parts: {
    conflicts: 'Waar de bronnen elkaar tegenspreken',
    agreements: 'Waar de bronnen het eens zijn',
    gaps: 'Wat de bronnen openlaten',
    outline: 'Opzet',
    sources: 'Bronnen',
  },
  noAnswer: 'Geen bron beantwoordt dit.',
  against: 'tegen',
  and: 'en',
  says: { so: 'zegt van wel', not: 'zegt van niet' },
  gaps: {
    unanswered: (question) => `Geen bron beantwoordt “${question}”`,
    single: (question) => `Slechts één bron zegt iets over “${question}”`,
    word: (word) => `Geen passende bron noemt “${word}”`,
  },
  foreign: (titles, language) =>
    `${titles.map((title) => `“${title}”`).join(', ')}: taal ${language ?? 'onbekend'}, niet die van het onderwerp. Geciteerd is waar het daar het meest over gaat; of het antwoord geeft op het onderwerp is niet nagegaan.`,
  quotes: (count) => (count === 1 ? '1 citaat' : `${count} citaten`),
  notUsed: 'niet gebruikt.',
  reasons: {
    empty: 'Ze bevat geen hele zin die geciteerd kan worden.',
    none: 'Ze bevat geen van de woorden van onderwerp en vragen.',
    passing: 'Ze bevat de woorden van onderwerp en vragen slechts terloops.',
    unquoted: 'Geen zin eruit kon over het onderwerp geciteerd worden.',
    meets: (most, all) => `In minstens ${most} van haar ${all} citeerbare zinnen staan woorden van onderwerp en vragen.`,
    foreign: (language) => `Haar taal (${language ?? 'onbekend'}) is niet die van het onderwerp: de woorden konden niet vergeleken worden.`,
  },
  description: (sources, quotes, conflicts, gaps) =>
    `${sources === 1 ? 'Wat één bron zegt' : `Wat ${sources} bronnen zeggen`}: ${quotes === 1 ? '1 citaat' : `${quotes} citaten`} per vraag, ${conflicts === 1 ? '1 tegenspraak' : `${conflicts} tegenspraken`}, ${gaps === 1 ? '1 leemte' : `${gaps} leemten`} en een opzet.`,
};
