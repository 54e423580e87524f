import type { Wording } from './wording.ts';

export const spanish: Wording = {
  about: (subject) => `¿Qué dicen las fuentes sobre «${subject}»?`,
  overall: (topic) => `¿Qué dicen las fuentes sobre «${topic}»?`,
  overview: 'Visión general',
  parts: {
    conflicts: 'En qué se contradicen las fuentes',
    agreements: 'En qué coinciden las fuentes',
    gaps: 'Lo que las fuentes dejan abierto',
    outline: 'Esquema',
    sources: 'Fuentes',
  },
  noAnswer: 'Ninguna fuente lo responde.',
  against: 'contra',
  and: 'y',
  says: { so: 'dice que sí', not: 'dice que no' },
  gaps: {
    unanswered: (question) => `Ninguna fuente responde a «${question}»`,
    single: (question) => `Solo una fuente habla de «${question}»`,
    word: (word) => `Ninguna fuente pertinente menciona «${word}»`,
  },
  foreign: (titles, language) =>
    `${titles.map((title) => `«${title}»`).join(', ')}: idioma ${language ?? 'desconocido'}, que no es el del tema. Se cita aquello de lo que más se habla allí; si responde al tema no se ha comprobado.`,
  quotes: (count) => (count === 1 ? '1 cita' : `${count} citas`),
  notUsed: 'no utilizada.',
  reasons: {
    empty: 'No contiene ninguna frase entera que se pueda citar.',
    none: 'No contiene ninguna de las palabras del tema y de las preguntas.',
    passing: 'Contiene las palabras del tema y de las preguntas solo de paso.',
    unquoted: 'Ninguna de sus frases se pudo citar sobre el tema.',
    meets: (most, all) => `Al menos ${most} de sus ${all} frases citables contienen palabras del tema y de las preguntas.`,
    foreign: (language) => `Su idioma (${language ?? 'desconocido'}) no es el del tema: sus palabras no se pudieron comparar.`,
  },
  description: (sources, quotes, conflicts, gaps) =>
    `${sources === 1 ? 'Lo que dice una fuente' : `Lo que dicen ${sources} fuentes`}: ${quotes === 1 ? '1 cita' : `${quotes} citas`} por pregunta, ${conflicts === 1 ? '1 contradicción' : `${conflicts} contradicciones`}, ${gaps === 1 ? '1 laguna' : `${gaps} lagunas`} y un esquema.`,
};
