import type { Wording } from './wording.ts';

export const portuguese: Wording = {
  about: (subject) => `O que dizem as fontes sobre “${subject}”?`,
  overall: (topic) => `O que dizem as fontes sobre “${topic}”?`,
  overview: 'Visão geral',
  parts: {
    conflicts: 'Onde as fontes se contradizem',
    agreements: 'Onde as fontes concordam',
    gaps: 'O que as fontes deixam em aberto',
    outline: 'Esquema',
    sources: 'Fontes',
  },
  noAnswer: 'Nenhuma fonte responde a isto.',
  against: 'contra',
  and: 'e',
  says: { so: 'diz que sim', not: 'diz que não' },
  gaps: {
    unanswered: (question) => `Nenhuma fonte responde a “${question}”`,
    single: (question) => `Só uma fonte fala de “${question}”`,
    word: (word) => `Nenhuma fonte pertinente menciona “${word}”`,
  },
  foreign: (titles, language) =>
    `${titles.map((title) => `“${title}”`).join(', ')}: língua ${language ?? 'desconhecida'}, que não é a do tema. Cita-se aquilo de que ali mais se fala; se responde ao tema não foi verificado.`,
  quotes: (count) => (count === 1 ? '1 citação' : `${count} citações`),
  notUsed: 'não usada.',
  reasons: {
    empty: 'Não contém nenhuma frase inteira que se possa citar.',
    none: 'Não contém nenhuma das palavras do tema e das perguntas.',
    passing: 'Contém as palavras do tema e das perguntas só de passagem.',
    unquoted: 'Nenhuma das suas frases pôde ser citada sobre o tema.',
    meets: (most, all) => `Pelo menos ${most} das suas ${all} frases citáveis contêm palavras do tema e das perguntas.`,
    foreign: (language) => `A sua língua (${language ?? 'desconhecida'}) não é a do tema: as palavras não puderam ser comparadas.`,
  },
  description: (sources, quotes, conflicts, gaps) =>
    `${sources === 1 ? 'O que diz uma fonte' : `O que dizem ${sources} fontes`}: ${quotes === 1 ? '1 citação' : `${quotes} citações`} por pergunta, ${conflicts === 1 ? '1 contradição' : `${conflicts} contradições`}, ${gaps === 1 ? '1 lacuna' : `${gaps} lacunas`} e um esquema.`,
};
