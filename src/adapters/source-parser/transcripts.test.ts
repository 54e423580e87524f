import { describe, expect, it } from 'vitest';
import { blockLines, expectWholeCover } from '../../../tests/support/source-files/parsed-blocks.ts';
import type { ParsedSource } from '../../ports/source-parser.ts';
import parseFile from './parse-file.ts';

async function parse(text: string): Promise<ParsedSource> {
  const parsed = await parseFile({ bytes: new TextEncoder().encode(text), name: 'talk.txt' });
  expectWholeCover(parsed);
  return parsed;
}

describe('captions', () => {
  it('keeps a rolling line once and drops styling', async () => {
    const cues = [
      '00:01.000 --> 00:02.000 align:start\n<c.white>we begin</c>',
      '00:02.000 --> 00:03.000\nwe begin\nwith <00:02.500>water &amp; coffee',
      '00:03.000 --> 00:04.000\nwith water &amp; coffee\nand time.',
    ];
    const parsed = await parse(`WEBVTT - Brewing class\n\nSTYLE\n::cue { color: red }\n\n${cues.join('\n\n')}\n`);
    expect(parsed).toMatchObject({ format: 'vtt', title: 'Brewing class', text: 'we begin with water & coffee and time.' });
  });

  it('starts a new block at a speaker, at a long pause and after enough sentences', async () => {
    const sentence = (number: number) => `This is sentence ${number} of about sixty characters, as people say.`;
    const cue = (seconds: number, text: string) =>
      `${seconds}\n00:00:${String(seconds).padStart(2, '0')},000 --> 00:00:${String(seconds + 1).padStart(2, '0')},000\n${text}`;
    const cues = [
      cue(1, sentence(1)),
      cue(2, sentence(2)),
      cue(3, sentence(3)),
      cue(4, sentence(4)),
      cue(5, 'Past the length.'),
      cue(20, 'After a pause.'),
    ];
    const parsed = await parse(cues.join('\n\n'));
    expect(parsed.format).toBe('srt');
    expect(parsed.blocks.map((block) => block.locator)).toEqual([{ timeMs: 1000 }, { timeMs: 5000 }, { timeMs: 20_000 }]);
  });

  it('does not take a single “Name:” for a speaker', async () => {
    const parsed = await parse('1\n00:00:01,000 --> 00:00:02,000\nRemember: fresh beans.\n\n2\n00:00:02,000 --> 00:00:03,000\nAlways.\n');
    expect(blockLines(parsed)).toEqual(['cue [00:00:01] Remember: fresh beans. Always.']);
  });
});

describe('speaker transcripts', () => {
  it.each([
    [
      'names alone',
      'Q: How long?\nA: Sixteen hours.\nQ: And at four degrees?\nA: Longer.\n',
      ['cue [Q] How long?', 'cue [A] Sixteen hours.', 'cue [Q] And at four degrees?', 'cue [A] Longer.'],
    ],
    [
      'times after the name',
      'ANNA (1:02): How long?\nBEN (1:05): Long.\nANNA (1:09): Thanks.\n',
      ['cue [00:01:02, ANNA] How long?', 'cue [00:01:05, BEN] Long.', 'cue [00:01:09, ANNA] Thanks.'],
    ],
    [
      'a line of its own',
      'Anna Lee 0:02\nHow long?\n\nDr. Ben Oy 1:00:05\nLong.\n\nAnna Lee 1:00:09\nThanks.\n',
      ['cue [00:00:02, Anna Lee] How long?', 'cue [01:00:05, Dr. Ben Oy] Long.', 'cue [01:00:09, Anna Lee] Thanks.'],
    ],
    [
      'bold names of Markdown',
      '**Zoë:** One.\n\n**Max:** Two.\n\n**Zoë:** Three.\n',
      ['cue [Zoë] One.', 'cue [Max] Two.', 'cue [Zoë] Three.'],
    ],
  ])('are read with %s', async (_, text, lines) => {
    const parsed = await parse(text);
    expect(parsed.format).toBe('speakers');
    expect(blockLines(parsed)).toEqual(lines);
  });

  it.each([
    ['a list of keys', 'Title: Coffee\nAuthor: Me\nYear: 2026\nPlace: Here\n'],
    [
      'prose with colons',
      'We learned this: patience.\n\nThen something else happened that nobody expected.\n\nNote: the beans were old.\n\nNote: they tasted of it.\n\nAll of it went into the bin, and we began again.\n',
    ],
  ])('are not seen in %s', async (_, text) => {
    expect((await parse(text)).format).toBe('text');
  });
});

it('captions with dashes are the turns of people without a name', async () => {
  const parsed = await parse(
    '1\n00:00:01,000 --> 00:00:03,000\n- How much is it?\n- Nine euros\n\n2\n00:00:03,500 --> 00:00:05,000\nthe litre.\n',
  );
  expect(blockLines(parsed)).toEqual(['cue [00:00:01] How much is it?', 'cue [00:00:01] Nine euros the litre.']);
});
