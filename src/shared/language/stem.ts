import type { Language } from './languages.ts';

const vowel = /[aeiouy]/;

/** A light stem: enough that the forms of one word meet, never a dictionary form. `word` is folded. */
export function stemOf(word: string, language: Language): string {
  if (word.length < 4 || !/^[a-z']+$/.test(word)) return word;
  return language.code === 'en' ? englishStem(word) : cutEnding(cutEnding(word, language.pack.endings), language.pack.endings);
}

function cutEnding(word: string, endings: readonly (readonly [string, number])[]): string {
  for (const [ending, keep] of endings) {
    if (word.endsWith(ending) && word.length - ending.length >= keep) return word.slice(0, -ending.length);
  }
  return word;
}

const irregular: Readonly<Record<string, string>> = {
  men: 'man',
  women: 'woman',
  children: 'child',
  people: 'person',
  feet: 'foot',
  brought: 'bring',
  bought: 'buy',
  business: 'business',
  news: 'news',
  built: 'build',
  began: 'begin',
  begun: 'begin',
  chose: 'choose',
  chosen: 'choose',
  drew: 'draw',
  drawn: 'draw',
  drank: 'drink',
  fell: 'fall',
  fallen: 'fall',
  felt: 'feel',
  found: 'find',
  gave: 'give',
  given: 'give',
  went: 'go',
  gone: 'go',
  grew: 'grow',
  grown: 'grow',
  held: 'hold',
  kept: 'keep',
  knew: 'know',
  known: 'know',
  led: 'lead',
  left: 'leave',
  lost: 'lose',
  met: 'meet',
  paid: 'pay',
  ran: 'run',
  rose: 'rise',
  risen: 'rise',
  sent: 'send',
  sold: 'sell',
  spent: 'spend',
  took: 'take',
  taken: 'take',
  taught: 'teach',
  told: 'tell',
  thought: 'think',
  won: 'win',
  wrote: 'write',
  written: 'write',
  ground: 'grind',
};

function englishStem(word: string): string {
  const known = irregular[word];
  if (known !== undefined) return englishEnd(known);
  return englishEnd(englishDerived(englishVerb(englishPlural(word))));
}

function englishPlural(word: string): string {
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:sses|shes|ches|xes|zes)$/.test(word)) return word.slice(0, -2);
  if (word.endsWith('s') && !/(?:ss|us|is)$/.test(word)) return word.slice(0, -1);
  return word;
}

function englishVerb(word: string): string {
  const ending = word.endsWith('ing') ? 3 : word.endsWith('ed') && !word.endsWith('eed') ? 2 : 0;
  const rest = word.slice(0, word.length - ending);
  if (ending === 0 || rest.length < 3 || !vowel.test(rest)) return word;
  return /([bdfgmnprt])\1$/.test(rest) ? rest.slice(0, -1) : rest;
}

const derived: readonly (readonly [string, string])[] = [
  ['ization', 'iz'],
  ['ational', 'at'],
  ['fulness', ''],
  ['ousness', 'ous'],
  ['ically', 'ic'],
  ['ation', 'at'],
  ['ment', ''],
  ['ness', ''],
  ['ally', 'al'],
  ['ity', ''],
  ['ly', ''],
];

function englishDerived(word: string): string {
  for (const [ending, replacement] of derived) {
    if (word.endsWith(ending) && word.length - ending.length >= 4) return word.slice(0, -ending.length) + replacement;
  }
  return word;
}

function englishEnd(word: string): string {
  if (word.endsWith('e') && word.length > 4) return word.slice(0, -1);
  if (word.endsWith('y') && word.length > 3) return `${word.slice(0, -1)}i`;
  return word;
}
