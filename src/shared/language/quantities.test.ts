import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atOdds, comparable, compatible } from './compare-quantities.ts';
import { languageOf } from './languages.ts';
import { type Quantity, quantitiesOf } from './quantities.ts';

const read = (text: string, language = 'en') =>
  quantitiesOf(text, languageOf(language)).map(({ start, end, low, high, unit }) => {
    const value = (number: number) => Number(number.toFixed(4));
    return `${text.slice(start, end)} = ${value(low)}${low === high ? '' : `–${value(high)}`} ${unit}`.trim();
  });

const only = (text: string, language = 'en'): Quantity => {
  const found = quantitiesOf(text, languageOf(language));
  expect(found, text).toHaveLength(1);
  return found[0] as Quantity;
};

describe('quantitiesOf', () => {
  it('reads thousands, scales, money and percentages alike', () => {
    expect(read('1,000 or 1k, 1.5 million dollars, $3m and 20 per cent')).toEqual([
      '1,000 or 1k = 1000',
      '1.5 million dollars = 1500000 $',
      '3 = 3000000 $',
      '20 per cent = 20 %',
    ]);
  });

  it('reads separators by the habit of the language', () => {
    expect(read('1.000,50 Euro und 3,5 Prozent und 2 Mio. Euro', 'de')).toEqual([
      '1.000,50 Euro = 1000.5 €',
      '3,5 Prozent = 3.5 %',
      '2 Mio. Euro = 2000000 €',
    ]);
    expect(read('1 000 € et 3,5 pour cent', 'fr')).toEqual(['1 000 € = 1000 €', '3,5 pour cent = 3.5 %']);
    expect(read('3.141 and 3,141')).toEqual(['3.141 = 3.141', '3,141 = 3141']);
  });

  it('reads ranges and units in a common base', () => {
    expect(read('12 to 24 hours, between 2 and 4 weeks, 92–96 °C, 90 minutes')).toEqual([
      '12 to 24 hours = 43200–86400 s',
      '2 and 4 weeks = 1209600–2419200 s',
      '92–96 °C = 92–96 °C',
      '90 minutes = 5400 s',
    ]);
    expect(compatible(only('212 °F'), only('100 degrees Celsius'))).toBe(true);
  });

  it('reads words for numbers, and `one` only before a unit', () => {
    expect(read('Twenty-five people waited one hour for one of them')).toEqual(['Twenty-five = 25', 'one hour = 3600 s']);
    expect(read('Zwölf Stunden, zwei Drittel', 'de')).toEqual(['Zwölf Stunden = 43200 s', 'zwei Drittel = 66.6667 %']);
  });

  it('reads shares as percentages', () => {
    expect(read('Half of them, two of three cups, a third of all, the third house')).toEqual([
      'Half = 50 %',
      'two of three = 66.6667 %',
      'a third = 33.3333 %',
    ]);
  });

  it('reads dates in any order, years, and lets them meet', () => {
    const day = only('on 5 March 2024');
    for (const same of ['March 5, 2024', '2024-03-05', '2024', 'March 2024']) expect(compatible(day, only(same)), same).toBe(true);
    for (const other of ['6 March 2024', '2023', 'April 2024']) expect(compatible(day, only(other)), other).toBe(false);
    expect(compatible(only('am 5. März 2024', 'de'), day)).toBe(true);
    expect(compatible(only('el 5 de marzo de 2024', 'es'), day)).toBe(true);
  });

  it('keeps its offsets inside the text and in order, whatever the text', () => {
    const piece = fc.constantFrom(
      '1',
      '12',
      '2024',
      ',',
      '.',
      ' ',
      '-',
      '–',
      '$',
      '€',
      'k',
      ' million',
      ' hours',
      'March',
      'half',
      ' of ',
      'to',
      'é',
      '日',
      '\u{1F600}',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.constantFrom('en', 'de', 'fr', 'es'), (pieces, language) => {
        const text = pieces.join('');
        let last = 0;
        for (const { start, end, low, high } of quantitiesOf(text, languageOf(language))) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(low).toBeLessThanOrEqual(high);
          last = end;
        }
      }),
    );
  });

  it('is done with a megabyte of digits in well under a second', () => {
    const before = process.cpuUsage();
    for (const text of ['1'.repeat(1e6), '1,'.repeat(5e5), '1 000 '.repeat(2e5), 'a1'.repeat(5e5)])
      quantitiesOf(text.slice(0, 100_000), languageOf('en'));
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(2000);
  });
});

describe('compatible', () => {
  it('leaves room between agreeing and being at odds', () => {
    const open = [only('over 1,000 farms'), only('9,000 farms')] as const;
    expect(compatible(...open)).toBe(false);
    expect(atOdds(...open)).toBe(false);
    expect(atOdds(only('at most 5 kg'), only('7 kg'))).toBe(true);
    expect(atOdds(only('no more than four weeks'), only('nine days'))).toBe(false);
  });

  it('allows rounding, ranges and bounds, and nothing else', () => {
    const agree = (left: string, right: string) => compatible(only(left), only(right));
    expect(agree('12 to 24 hours', '18 hours')).toBe(true);
    expect(agree('about 200 mg', '205 mg')).toBe(true);
    expect(agree('over 1,000 farms', '1,200 farms')).toBe(true);
    expect(agree('155 mg', '205 mg')).toBe(false);
    expect(agree('16 hours', '18 hours')).toBe(false);
    expect(agree('4 people', '5 people')).toBe(false);
    expect(comparable(only('5 kg'), only('5 km'))).toBe(false);
  });
});
