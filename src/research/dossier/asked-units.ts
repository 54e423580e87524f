import { foldWord } from '../../shared/language/fold.ts';

/** Phrases of a question (folded) and the units its answer is likely to hold. */
const asked: readonly (readonly [phrase: RegExp, units: readonly string[]])[] = [
  [
    /\b(?:how long|how many (?:hours|minutes|days|weeks)|wie lange|combien de temps|cuanto tiempo|quanto tempo|hoe lang)\b|\b(?:brew(?:ing)?|steep(?:ing)?) time\b/,
    ['s', 'month'],
  ],
  [/\b(?:how hot|how cold|temperature|wie heiss|wie kalt|temperatur|quelle temperature|que temperatura)\b/, ['°C', '°']],
  [
    /\b(?:how much does|cost|costs|price|how expensive|kostet|kosten|preis|combien coute|prix|cuanto cuesta|precio)\b/,
    ['$', '€', '£', 'cent'],
  ],
  [/\b(?:when|what year|wann|quand|cuando)\b/, ['year', 'date', 'day']],
  [/\b(?:how far|how tall|how high|wie weit|wie hoch|quelle distance|a que distancia)\b/, ['m']],
  [/\b(?:what share|how many percent|percentage|anteil|pourcentage|porcentaje)\b/, ['%']],
  [/\b(?:how much|how many|wie viel|wie viele|combien|cuanto|cuantos|cuanta|cuantas)\b/, ['', 'g', 'l', 'oz', '%', 'kcal', '$', '€', '£']],
];

/** Units that the answer to a question is likely to hold; empty when it asks for no number. */
export function askedUnits(question: string): ReadonlySet<string> {
  const folded = foldWord(question);
  return new Set(asked.find(([phrase]) => phrase.test(folded))?.[1] ?? []);
}
