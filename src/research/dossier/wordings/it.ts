import type { Wording } from './wording.ts';

export const italian: Wording = {
  about: (subject) => `Che cosa dicono le fonti su «${subject}»?`,
  overall: (topic) => `Che cosa dicono le fonti su «${topic}»?`,
  overview: 'Panoramica',
  parts: {
    conflicts: 'Dove le fonti si contraddicono',
    agreements: 'Dove le fonti concordano',
    gaps: 'Che cosa le fonti lasciano aperto',
    outline: 'Schema',
    sources: 'Fonti',
  },
  noAnswer: 'Nessuna fonte risponde.',
  against: 'contro',
  and: 'e',
  says: { so: 'dice di sì', not: 'dice di no' },
  gaps: {
    unanswered: (question) => `Nessuna fonte risponde a «${question}»`,
    single: (question) => `Una sola fonte parla di «${question}»`,
    word: (word) => `Nessuna fonte pertinente menziona «${word}»`,
  },
  foreign: (titles, language) =>
    `${titles.map((title) => `«${title}»`).join(', ')}: lingua ${language ?? 'sconosciuta'}, che non è quella del tema. È citato ciò di cui vi si parla di più; se risponda al tema non è stato verificato.`,
  quotes: (count) => (count === 1 ? '1 citazione' : `${count} citazioni`),
  notUsed: 'non usata.',
  reasons: {
    empty: 'Non contiene nessuna frase intera da citare.',
    none: 'Non contiene nessuna delle parole del tema e delle domande.',
    passing: 'Contiene le parole del tema e delle domande solo di passaggio.',
    unquoted: 'Nessuna sua frase si è potuta citare sul tema.',
    meets: (most, all) => `Almeno ${most} delle sue ${all} frasi citabili contengono parole del tema e delle domande.`,
    foreign: (language) => `La sua lingua (${language ?? 'sconosciuta'}) non è quella del tema: le parole non si sono potute confrontare.`,
  },
  description: (sources, quotes, conflicts, gaps) =>
    `${sources === 1 ? 'Che cosa dice una fonte' : `Che cosa dicono ${sources} fonti`}: ${quotes === 1 ? '1 citazione' : `${quotes} citazioni`} per domanda, ${conflicts === 1 ? '1 contraddizione' : `${conflicts} contraddizioni`}, ${gaps === 1 ? '1 lacuna' : `${gaps} lacune`} e uno schema.`,
};
