import { afterAll, describe, expect, it } from 'vitest';
import { blockLines, expectWholeCover } from '../../tests/support/source-files/parsed-blocks.ts';
import { readSourceFile, type SourceFileName } from '../../tests/support/source-files/source-files.ts';
import type { ParsedSource, SourceParser } from './source-parser.ts';

/** What every parser of sources does with real files of every kind. @param create makes one; it is closed here */
export function describeSourceParser(name: string, create: () => SourceParser): void {
  const parser = create();
  afterAll(async () => await parser.close());

  async function parse(name: SourceFileName, givenName: string = name): Promise<ParsedSource> {
    const parsed = await parser.parse({ bytes: readSourceFile(name), name: givenName });
    expectWholeCover(parsed);
    return parsed;
  }

  describe(`${name}: real files of every kind`, { timeout: 60_000 }, () => {
    it('PDF: words made whole, running heads gone, headings and pages known', async () => {
      const parsed = await parse('notes.pdf');
      expect(parsed).toMatchObject({ format: 'pdf', title: 'Cold brew: what we measured', problems: [] });
      expect(parsed.text).not.toMatch(/Kitchen notebook|Coffee trials|Page \d/);
      expect(parsed.text).not.toMatch(/\p{L}-\s/u);
      const lines = blockLines(parsed);
      expect(lines).toHaveLength(17);
      expect(lines).toContain('heading2 [p. 2, “4. Acidity”] 4. Acidity');
      expect(lines.find((line) => line.includes('155 milligrams'))).toMatch(
        /^paragraph \[p\. 1, “2\. Caffeine”\] A 250 millilitre glass .* per millilitre\.$/,
      );
      expect(lines.find((line) => line.includes('a pH of 5.1'))).toMatch(/^paragraph \[p\. 2, “4\. Acidity”\] Our cold brew had/);
    });

    it('DOCX: headings, lists, tables, a note at its place, changes accepted', async () => {
      const parsed = await parse('tasting.docx');
      expect(parsed).toMatchObject({ format: 'docx', title: 'Tasting protocol' });
      expect(blockLines(parsed)).toEqual([
        'heading1 [“Tasting protocol”] Tasting protocol',
        'paragraph [“Tasting protocol”] Ten people tasted three batches on a Sunday in April.',
        'heading1 [“Verdicts”] Verdicts',
        'paragraph [“Verdicts”] Eight of ten disliked the batch of twenty-four hours.',
        'paragraph [“Verdicts”] The panel tasted blind.',
        'list-item [“Verdicts”] Twelve hours: thin.',
        'list-item [“Verdicts”] Sixteen hours: round.',
        'list-item [“Verdicts”] With milk: sweet.',
        'heading2 [“Scores”] Scores',
        'table-row [“Scores”] Batch | Score',
        'table-row [“Scores”] 12 h | 5.5',
        'table-row [“Scores”] 16 h | 8.1',
        'paragraph [“Scores”] The next tasting is in July.',
      ]);
    });

    it('HTML: the article without the site', async () => {
      const parsed = await parse('article.html');
      expect(parsed).toMatchObject({
        format: 'html',
        title: 'Espresso, explained: pressure, caffeine and crema',
        language: 'en',
        problems: [],
      });
      expect(parsed.text).not.toMatch(/cookie|Daily Grinder|Lindqvist|Share|newsletter|Related|Most read|comments|©|dataLayer|Guides/);
      expect(blockLines(parsed)).toContain('table-row [“Cold brew and espresso side by side”] Grind | fine | coarse');
      expect(blockLines(parsed).at(-1)).toMatch(/^paragraph \[“What you need at home”\] Cold brew asks for none of that\./);
    });

    it('WebVTT: what one person says, with name and time', async () => {
      const parsed = await parse('interview.vtt');
      expect(parsed).toMatchObject({ format: 'vtt', title: 'Interview with a barista' });
      expect(blockLines(parsed)).toContain('cue [00:00:34, Jane Okafor] And the caffeine? Guests must ask about that.');
      expect(blockLines(parsed)).toContain(
        'cue [00:01:02, Mateo Ruiz] Espresso has a bite, and for many people that bite is the whole point.',
      );
    });

    it('SRT: names from their prefixes, also for the cues that follow', async () => {
      expect(blockLines(await parse('interview.srt'))).toEqual([
        'cue [00:00:02, JANE] You have stood behind a bar for eleven years. What do people order in summer?',
        'cue [00:00:09, MATEO] In July two of three cold drinks we sell are cold brew.',
        'cue [00:00:19, JANE] How long do you steep it?',
        'cue [00:00:23, MATEO] Eighteen hours at room temperature. I tried twelve and it was thin as tea.',
      ]);
    });

    it('a transcript of “Name:” lines', async () => {
      const parsed = await parse('interview.txt');
      expect(parsed).toMatchObject({ format: 'speakers', title: 'interview' });
      expect(blockLines(parsed)).toContain('cue [00:00:09, Mateo Ruiz] But the regulars drink espresso all year round.');
      expect(blockLines(parsed).at(-1)).toMatch(/^cue \[01:00:23, Mateo Ruiz\] Eighteen hours/);
    });

    it('Markdown without its marks', async () => {
      const parsed = await parse('recipe.md');
      expect(parsed).toMatchObject({ format: 'markdown', title: 'A litre of cold brew concentrate', language: 'en' });
      expect(blockLines(parsed)).toContain('list-item [“Steps”] 22 hours in the refrigerator.');
      expect(blockLines(parsed)).toContain('table-row [“Strength”] one to one | 155 mg');
      expect(parsed.text).not.toMatch(/\*\*|\[\^|example\.org|^#+ [^a]/m);
    });

    it('the same draft from Word and from Markdown', async () => {
      const [word, markdown] = [await parse('draft.docx'), await parse('draft.md')];
      expect(word.text).toBe(markdown.text);
      expect(word.title).toBe(markdown.title);
    });

    it('by what they hold, whatever they are called', async () => {
      expect((await parse('article.html', 'article.pdf')).format).toBe('html');
      expect((await parse('notes.pdf', 'notes.txt')).format).toBe('pdf');
      expect((await parse('draft.docx', 'draft.html')).format).toBe('docx');
    });
  });

  describe(`${name}: files that are refused`, { timeout: 60_000 }, () => {
    it('an encrypted PDF, an empty file, a file above the limit', async () => {
      const hint = expect.stringMatching(/\.$/);
      await expect(parse('notes-encrypted.pdf')).rejects.toMatchObject({
        code: 'unprocessable',
        message: expect.stringContaining('encrypted'),
        hint,
      });
      await expect(parser.parse({ bytes: new Uint8Array() })).rejects.toMatchObject({
        code: 'unprocessable',
        message: 'The file is empty',
        hint,
      });
      await expect(parser.parse({ bytes: new Uint8Array(50_000_001) })).rejects.toMatchObject({ code: 'too_large', hint });
    });
  });
}
