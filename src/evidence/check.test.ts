import { beforeAll, describe, expect, it } from 'vitest';
import { parsedSources } from '../../tests/support/parsed-sources.ts';
import { plainSource } from '../../tests/support/plain-sources.ts';
import { readSourceFile } from '../../tests/support/source-files/source-files.ts';
import type { SourceText } from '../research/index.ts';
import { CodePointIndex } from '../shared/text/code-points.ts';
import { type CheckedClaim, checkDraft } from './check.ts';
import { verifyDraft } from './verify.ts';

let coffee: SourceText[];
beforeAll(async () => {
  coffee = await parsedSources('notes.pdf', 'article.html', 'interview.vtt');
});

const check = async (body: string, sources: SourceText[] = coffee): Promise<CheckedClaim[]> => (await checkDraft({ body, sources })).claims;
const one = async (body: string, sources?: SourceText[]): Promise<CheckedClaim> => {
  const [claim] = await check(body, sources);
  if (claim === undefined) throw new Error(`No claim in: ${body}`);
  return claim;
};

describe('checkDraft on a person’s draft and three sources that disagree', () => {
  it('supports what is said, sees the wrong number, and finds nothing for what no source says', async () => {
    const body = new TextDecoder().decode(readSourceFile('draft.md')).replace(/^---[\s\S]*?---\n/, '');
    const report = await checkDraft({ body, sources: coffee });
    const of = (part: string) => report.claims.find(({ text }) => text.includes(part));
    expect(of('A single espresso contains 63')?.support).toBe('supported');
    expect(of('diluted cold brew contains 155')?.support).toBe('supported');
    expect(of('25 to 30 seconds')?.support).toBe('supported');
    expect(of('34 percent less')?.support).toBe('supported');
    expect(of('450 milligrams')).toMatchObject({ support: 'contradicted', sourceId: 'src_article.html' });
    expect(of('blood pressure')).toMatchObject({ support: 'unsupported' });
    expect(of('blood pressure')?.quote).toBeUndefined();
    expect(Object.values(report.summary).reduce((sum, count) => sum + count, 0)).toBe(report.claims.length);
  });

  it('gives each quote verbatim with its selector and locator', async () => {
    for (const claim of await check('The café sells about forty cold brews a day. In July two of three cold drinks sold are cold brew.')) {
      const source = coffee.find(({ id }) => id === claim.sourceId) as SourceText;
      const index = new CodePointIndex(source.text);
      expect(index.slice(claim.quote?.start ?? 0, claim.quote?.end ?? 0)).toBe(claim.quote?.exact);
      expect(Object.keys(claim.quote?.locator ?? {}).length).toBeGreaterThan(0);
    }
  });

  it.each([
    ['The concentrate keeps its flavour for fourteen days when refrigerated.', ' days”', 'fourteen days'],
    ['A machine pushes water of about 60 degrees Celsius through the coffee.', '93 degrees', '60 degrees'],
    ['In July half of the cold drinks they sell are cold brew.', 'two of three', 'half'],
    ['A single espresso holds 90 milligrams of caffeine.', 'milligrams', '90 milligrams'],
  ])('sees the number that differs: %s', async (body, theirs, ours) => {
    const claim = await one(body);
    expect(claim.support).toBe('contradicted');
    expect(claim.shown).toBe(true);
    expect(claim.note).toContain(theirs);
    expect(claim.note).toContain(`“${ours}”`);
  });

  it('says when one source bears a claim out and another does not', async () => {
    const claim = await one('A 250 millilitre glass of diluted cold brew contains 155 milligrams of caffeine.');
    expect(claim).toMatchObject({ support: 'supported', sourceId: 'src_notes.pdf' });
    expect(claim.note).toMatch(/sources do not agree.*205 milligrams/i);
  });
});

describe('checkDraft and quotations', () => {
  it('calls a sentence that stands in a source supported, word for word', async () => {
    expect(await one('Cold brew needs more coffee.')).toMatchObject({
      support: 'supported',
      shown: true,
      quote: { exact: 'Cold brew needs more coffee.' },
    });
  });

  it('tells exact, nearly exact and invented quotations apart', async () => {
    expect(await one('The notes say that “no method rescues stale ones”.')).toMatchObject({ support: 'supported', shown: true });
    const near = await one('The barista says: “Espresso has a bite, and for most people that bite is the whole point.”');
    expect(near).toMatchObject({
      support: 'partly',
      quote: { exact: 'Espresso has a bite, and for many people that bite is the whole point' },
    });
    expect(near.note).toContain('not word for word');
    expect(await one('The barista says: “Espresso cures the common cold.”')).toMatchObject({ support: 'unsupported', shown: true });
  });

  it('forgives case, the shape of marks and what is left out, and takes no title for a quotation', async () => {
    const source = [
      plainSource('b', 'Bees', ['“Nobody,” she said – and she kept bees – “has ever seen a queen’s first flight from the hive.”']),
    ];
    expect(await one("Nobody “has ever seen a queen's first flight [...] the hive”.", source)).toMatchObject({ support: 'supported' });
    const title = await one('The keeper wrote “The Secret Life of Bees” about the hive.', source);
    expect(title.note ?? '').not.toContain('quoted words');
  });

  it('notices a footnote whose quotation no source holds', async () => {
    const body = (quote: string) => `Cold brew needs more coffee.[^1]\n\n[^1]: [Notes](file:notes.pdf), p. 2 — “${quote}”\n`;
    const invented = await one(body('cold brew needs far less coffee'));
    expect(invented.footnote).toBe('1');
    expect(invented.note).toContain('footnote 1');
    expect((await one(body('Cold brew needs more coffee.'))).note).not.toContain('footnote');
  });
});

describe('what is shown as a verdict', () => {
  const trees = [
    plainSource('t', 'Street trees', [
      'Streets with trees were 2.1 °C cooler at midday than streets without trees.',
      'Mature trees transpire between 100 and 400 litres of water on a hot day.',
      'Watering bags reduced the mortality of young trees from 23 percent to 9 percent.',
      'Street trees cool the air mainly by shading, and transpiration contributes one third of the effect.',
      'Soil moisture was measured in 12 of the 42 streets.',
      'Riverside will plant 5,000 street trees before the end of 2030.',
      'The planting season runs from November to March in this city.',
      'Trees planted in autumn need less water in their first summer than trees planted in spring.',
      'A grown tree costs up to 800 euros, and the stake costs about 90 euros.',
      'The committee agreed that roots rarely damage pipes.',
      'Critics deny that Riverside lost a park.',
      'On the hottest day we measured 34.1 degrees in Mill Road and 37.6 degrees in Station Road.',
    ]),
  ];

  it.each([
    'Streets without trees were 2.1 °C cooler at midday than streets with trees.',
    'Streets with trees were 2.1 °C cooler at midnight than streets without trees.',
    'Young trees transpire between 100 and 400 litres of water on a hot day.',
    'Watering bags reduced the mortality of young trees from 9 percent to 23 percent.',
    'Watering bags reduced the mortality of young trees by 23 percent.',
    'Street trees cool the air mainly by transpiration, and shading contributes one third of the effect.',
    'Soil moisture was measured in all of the 42 streets.',
    'Riverside has planted 5,000 street trees.',
    'Delft will plant 5,000 street trees before the end of 2030.',
    'Riverside may plant 5,000 street trees before the end of 2030.',
    'The planting season runs from March to November in this city.',
    'Trees planted in spring need less water in their first summer than trees planted in autumn.',
    'A grown tree costs at least 800 euros.',
    'A grown tree costs up to 600 euros.',
    'The stake costs 90 euros.',
    'The committee agreed that roots often damage pipes.',
    'Riverside lost a park.',
  ])('is never “supported” for what turns a sentence of the source: %s', async (body) => {
    const { support, shown } = await one(body, trees);
    expect(support === 'supported' && shown).toBe(false);
  });

  it.each([
    'Mature trees transpire between 100 and 400 litres of water on a hot day.',
    'The mature trees transpire between 100 and 400 litres of water on a hot day.',
    'A grown tree costs up to 800 euros.',
  ])('is “supported” for its words in their order: %s', async (body) => {
    expect(await one(body, trees)).toMatchObject({ support: 'supported', shown: true });
  });

  it('names the words that a likely sentence does not have', async () => {
    const claim = await one('Delft will plant 5,000 street trees before the end of 2030.', [
      ...trees,
      plainSource('d', 'Delft', ['Delft is a town.']),
    ]);
    expect(claim.shown).toBe(false);
    const young = await one('Young trees transpire between 100 and 400 litres of water on a hot day.', trees);
    expect(young.note).toContain('“Young”');
  });

  it('takes a distance for no measure of what it lies between', async () => {
    expect(await one('Mill Road was 3.5 degrees cooler than Station Road on the hottest day.', trees)).not.toMatchObject({
      support: 'contradicted',
    });
  });

  it('is not “unsupported” by sources in another language, nor where they have the number', async () => {
    const german = [
      plainSource('d', 'Bienen', ['Eine Arbeiterin lebt im Sommer und mit den anderen etwa sechs Wochen in dem Stock.'], 'de'),
    ];
    const foreign = await one('The stadium in the north of the town was opened by the mayor.', german);
    expect(foreign).toMatchObject({ support: 'unchecked', note: expect.stringContaining('another language') });
    const cited =
      'The stadium in the north of the town was opened by the mayor.[^1]\n\n[^1]: [Bienen](file:d.txt) — “Eine Arbeiterin lebt im Sommer”\n';
    expect((await verifyDraft({ body: cited, sources: german })).body).not.toContain('not supported');
    expect((await one('The minister said: “We will never open the old stadium.”', german)).shown).toBe(false);
    expect(await one('Nobody bought more than 5,000 saplings.', trees)).toMatchObject({ shown: false });
    expect(await one('The stadium was opened by a singer.', trees)).toMatchObject({ support: 'unsupported', shown: true });
  });

  it('is not “supported” for a quotation of somebody else', async () => {
    const said = [
      plainSource('q', 'Council', [
        '“I have nothing against trees at all,” said Gerald Pym.',
        `${'Then they had tea. '.repeat(30)}`,
        'Amira Shah left.',
      ]),
    ];
    expect(await one('“I have nothing against trees at all”, said Amira Shah.', said)).toMatchObject({ support: 'partly', shown: false });
    expect(await one('“I have nothing against trees at all”, said Gerald Pym.', said)).toMatchObject({ support: 'supported', shown: true });
  });

  it('reads a draft by the rules of its own language, whatever its document says', async () => {
    const german = [plainSource('d', 'Bienen', ['Eine Arbeiterin lebt im Sommer etwa sechs Wochen.'], 'de')];
    const body = 'Eine Arbeiterin lebt im Sommer nicht länger als zwei Wochen, und die Königin ist mit ihr im Stock.';
    const { claims } = await checkDraft({ body, sources: german, language: 'en' });
    expect(claims[0]?.support).toBe('contradicted');
  });
});

describe('checkDraft in general', () => {
  it('says unchecked when there is no source text', async () => {
    expect(await one('Bees dance in the hive.', [])).toMatchObject({ support: 'unchecked' });
    expect(await one('Bees dance in the hive.', [plainSource('e', 'Empty', [])])).toMatchObject({ support: 'unchecked' });
  });

  it('sees a negation and an opposite', async () => {
    const bees = [
      plainSource('b', 'Bees', [
        'Worker bees do not sleep in the hive during the day.',
        'The queen is larger than every worker of the hive.',
      ]),
    ];
    expect(await one('Worker bees sleep in the hive during the day.', bees)).toMatchObject({ support: 'contradicted' });
    expect(await one('The queen is smaller than every worker of the hive.', bees)).toMatchObject({ support: 'contradicted' });
    expect(await one('The queen is larger than every worker in the hive.', bees)).toMatchObject({ support: 'supported' });
  });

  it('sees which way round a comparison goes', async () => {
    const bees = [
      plainSource('b', 'Bees', [
        'A drone is heavier than a worker bee in spring.',
        'Honey from linden is more bitter than honey from clover.',
      ]),
    ];
    expect(await one('A worker bee is heavier than a drone in spring.', bees)).toMatchObject({ support: 'contradicted' });
    expect(await one('A worker bee is lighter than a drone in spring.', bees)).not.toMatchObject({ support: 'contradicted' });
    expect(await one('Honey from clover is more bitter than honey from linden.', bees)).toMatchObject({ support: 'contradicted' });
    expect(await one('Honey from linden is less bitter than honey from clover.', bees)).toMatchObject({ support: 'contradicted' });
    expect(await one('Honey from clover is less bitter than honey from linden.', bees)).not.toMatchObject({ support: 'contradicted' });
  });

  it('works in German, French and Spanish', async () => {
    const german = [
      plainSource(
        'd',
        'Bienen',
        ['Eine Arbeiterin lebt im Sommer etwa sechs Wochen.', 'Im Winter leben die Bienen bis zu sechs Monate.'],
        'de',
      ),
    ];
    expect(await one('Eine Arbeiterin lebt im Sommer nur zwei Wochen lang.', german)).toMatchObject({ support: 'contradicted' });
    expect(await one('Im Sommer lebt eine Arbeiterin etwa sechs Wochen.', german)).toMatchObject({ support: 'supported' });
    const french = [plainSource('f', 'Abeilles', ['La reine pond environ 2 000 œufs par jour au printemps.'], 'fr')];
    expect(await one('Au printemps, la reine pond 500 œufs par jour.', french)).toMatchObject({ support: 'contradicted' });
    const spanish = [plainSource('s', 'Abejas', ['La colmena alberga unas 50.000 abejas en verano.'], 'es')];
    expect(await one('En verano la colmena alberga unas 50 000 abejas.', spanish)).toMatchObject({ support: 'supported' });
  });

  it('checks 100 claims against 20 sources of 200 passages quickly and without holding up the process', async () => {
    const nouns = ['river', 'valley', 'bridge', 'harbour', 'market', 'school', 'tower', 'museum', 'forest', 'station'];
    const sentence = (at: number) =>
      `The ${nouns[at % 10]} of district ${at} was opened in ${1900 + (at % 97)} beside the old ${nouns[(at * 7) % 10]} and cost ${at * 3} thousand crowns.`;
    const sources = Array.from({ length: 20 }, (_, number) =>
      plainSource(
        `s${number}`,
        `Source ${number}`,
        Array.from({ length: 200 }, (_, at) => [0, 1, 2].map((k) => sentence(number * 600 + at * 3 + k)).join(' ')),
      ),
    );
    const body = Array.from({ length: 100 }, (_, at) => `${sentence(at * 97)}`.replace('was opened', 'opened its doors')).join('\n\n');
    await checkDraft({ body, sources: sources.slice(0, 1) });
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 0);
    const before = process.cpuUsage();
    const { claims } = await checkDraft({ body, sources });
    const milliseconds = process.cpuUsage(before).user / 1000;
    clearInterval(timer);
    expect(claims).toHaveLength(100);
    // Processor time, so that a busy machine does not fail it: about 400 ms, and others have their turn every few of them.
    expect(milliseconds).toBeLessThan(2500);
    expect(turns).toBeGreaterThan(20);
  });
});
