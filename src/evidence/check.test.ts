import { beforeAll, describe, expect, it } from 'vitest';
import { parsedSources } from '../../tests/support/parsed-sources.ts';
import { plainSource } from '../../tests/support/plain-sources.ts';
import { readSourceFile } from '../../tests/support/source-files/source-files.ts';
import type { SourceText } from '../research/index.ts';
import { CodePointIndex } from '../shared/text/code-points.ts';
import { type CheckedClaim, checkDraft } from './check.ts';

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
