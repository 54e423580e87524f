import { describe, expect, it } from 'vitest';
import { languageOf } from '../../../shared/language/languages.ts';
import { isPageCall, isQuestion, isUsable, nearlyTheSame, needsAntecedent, speaksOfSelf } from './rules.ts';

const english = languageOf('en');

describe('the rules for sentences', () => {
  it('sees what is said twice, but not what only differs in its number', () => {
    expect(nearlyTheSame('Bees dance in the dark hive.', 'Bees  dance in the dark hive!', english)).toBe(true);
    expect(nearlyTheSame('Worker bees dance inside the dark hive.', 'In the dark hive worker bees dance.', english)).toBe(true);
    expect(nearlyTheSame('A worker bee lives 6 weeks in summer.', 'A worker bee lives 5 weeks in summer.', english)).toBe(false);
    expect(nearlyTheSame('Bees dance.', 'Bees sleep.', english)).toBe(false);
  });

  it.each([
    ['en', 'They dance in the hive.', true],
    ['en', 'However, bees dance.', true],
    ['en', 'These insects dance.', true],
    ['en', 'In addition, wasps sting.', true],
    ['en', 'The difference is small.', true],
    ['en', 'Beekeepers know nothing about that.', true],
    ['en', 'There are three castes of bees.', false],
    ['en', 'Bees dance in the hive.', false],
    ['en', 'The difference between bees and wasps is small.', false],
    ['de', 'Diese Insekten tanzen.', true],
    ['de', 'Deshalb tanzen Bienen.', true],
    ['de', 'Bienen tanzen im Stock.', false],
    ['fr', 'Cependant, les abeilles dansent.', true],
    ['fr', 'Elles dansent.', true],
    ['fr', 'Les abeilles dansent.', false],
    ['es', 'Sin embargo, las abejas bailan.', true],
    ['es', 'Esto ocurre de noche.', true],
    ['es', 'Las abejas bailan.', false],
  ])('knows what a sentence leans on (%s): %s', (language, sentence, leans) => {
    expect(needsAntecedent(sentence, languageOf(language))).toBe(leans);
  });

  it('sees questions, calls of a page, boilerplate and people speaking of themselves', () => {
    expect(isQuestion('Do bees dance?”')).toBe(true);
    expect(isPageCall('Subscribe to get more of this.')).toBe(true);
    expect(isPageCall('Stir the honey into the tea.')).toBe(false);
    expect(isUsable('All rights reserved.', english)).toBe(false);
    expect(isUsable('By Rosa Lindqvist', english)).toBe(false);
    expect(isUsable('Bees dance in the hive.', english)).toBe(true);
    expect(speaksOfSelf('I keep my bees on a roof.')).toBe(true);
    expect(speaksOfSelf('Bees live on a roof.')).toBe(false);
  });
});
