import { describe, expect, it } from 'vitest';
import { guessLanguage, languageOf } from './languages.ts';
import { stemOf } from './stem.ts';
import { contentStems, termsOf } from './terms.ts';
import { wordsOf } from './words.ts';

const stem = (word: string, language = 'en') => stemOf(word, languageOf(language));

describe('stemOf', () => {
  it('lets the forms of a word meet', () => {
    for (const [one, other] of [
      ['brewing', 'brewed'],
      ['cities', 'city'],
      ['steeped', 'steeps'],
      ['stopped', 'stopping'],
      ['written', 'write'],
      ['cheaply', 'cheap'],
    ] as const) {
      expect(stem(one), one).toBe(stem(other));
    }
    expect(stem('bohnen', 'de')).toBe(stem('bohne', 'de'));
    expect(stem('francaises', 'fr')).toBe(stem('francais', 'fr'));
    expect(stem('semanas', 'es')).toBe(stem('semana', 'es'));
  });

  it('keeps different words apart', () => {
    for (const [one, other] of [
      ['business', 'busy'],
      ['news', 'new'],
      ['string', 'str'],
      ['need', 'ne'],
    ] as const)
      expect(stem(one), one).not.toBe(stem(other));
  });
});

describe('wordsOf', () => {
  it('cuts elisions and possessives and folds accents', () => {
    expect(wordsOf("L’été d'Evian, the café's").map((word) => word.folded)).toEqual(['ete', 'evian', 'the', 'cafe']);
  });

  it('reads scripts without spaces as pairs of characters', () => {
    expect(wordsOf('冷萃咖啡').map((word) => word.folded)).toEqual(['冷萃', '萃咖', '咖啡']);
  });
});

describe('termsOf', () => {
  it('parts content, names, numbers and what is negated', () => {
    const terms = termsOf('The barista Mateo Ruiz does not recommend 24 hours in New York.', languageOf('en'));
    expect(terms.stems).toEqual(['barista', 'mateo', 'ruiz', 'recommend', 'new', 'york']);
    expect([...terms.names]).toEqual(['mateo', 'ruiz', 'new', 'york']);
    expect([...terms.negated]).toEqual(['recommend']);
    expect(terms.quantities).toMatchObject([{ low: 86_400, unit: 's' }]);
  });

  it('leaves grammar out in each language', () => {
    expect(contentStems('Der Kaffee ist nicht so sauer wie der Espresso', languageOf('de'))).toEqual(['kaff', 'sau', 'espresso']);
    expect(contentStems("Le café n'est pas aussi acide que l'espresso", languageOf('fr'))).toEqual(['caf', 'acid', 'espresso']);
  });
});

describe('guessLanguage', () => {
  it('knows a sentence of each language, and says so when it does not', () => {
    expect(guessLanguage('Der Kaffee wird kalt angesetzt und zieht über Nacht.')).toBe('de');
    expect(guessLanguage('Le café est préparé avec de l’eau froide pendant la nuit.')).toBe('fr');
    expect(guessLanguage('El café se prepara con agua fría y se deja toda la noche.')).toBe('es');
    expect(guessLanguage('The coffee is made with cold water and left overnight.')).toBe('en');
    expect(guessLanguage('咖啡很好喝')).toBeNull();
    expect(guessLanguage('')).toBeNull();
  });
});
