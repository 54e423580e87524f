import { AlignmentType, type ICharacterStyleOptions, type IParagraphStyleOptions, LevelFormat } from 'docx';

/** How many levels of lists Word knows. */
export const deepestList = 8;

const indent = (level: number) => ({ paragraph: { indent: { left: 720 * (level + 1), hanging: 360 } } });
const levels = [...Array(deepestList + 1).keys()];
const bullets = ['•', '◦', '▪'];

const bulletList = {
  reference: 'bullets',
  levels: levels.map((level) => ({
    ...{ level, format: LevelFormat.BULLET, text: bullets[level % bullets.length] ?? '•' },
    ...{ alignment: AlignmentType.LEFT, style: indent(level) },
  })),
};

/** The name of the ordered lists that begin at a number. */
export const numberedFrom = (start: number) => `numbers from ${start}`;

/** Word knows where a list begins by its kind, so there is a kind for each beginning. @param starts first numbers of the ordered lists */
export function numberingOf(starts: Iterable<number>) {
  const numberedLists = [...starts].map((start) => ({
    reference: numberedFrom(start),
    levels: levels.map((level) => ({
      ...{ level, start, format: LevelFormat.DECIMAL, text: `%${level + 1}.` },
      ...{ alignment: AlignmentType.LEFT, style: indent(level) },
    })),
  }));
  return { config: [bulletList, ...numberedLists] };
}

const quote: IParagraphStyleOptions = {
  ...{ id: 'BlockQuote', name: 'Block Quote', basedOn: 'Normal', quickFormat: true },
  ...{ paragraph: { indent: { left: 567 }, spacing: { after: 160 } }, run: { italics: true } },
};

const code: IParagraphStyleOptions = {
  ...{ id: 'CodeBlock', name: 'Code Block', basedOn: 'Normal', quickFormat: true },
  ...{ paragraph: { spacing: { after: 0 } }, run: { font: 'Courier New', size: 20 } },
};

/** Named, so that what reads the file back knows it from a choice of type. */
const inlineCode: ICharacterStyleOptions = {
  id: 'InlineCode',
  name: 'Inline Code',
  basedOn: 'DefaultParagraphFont',
  run: { font: 'Courier New' },
};

export const styles = {
  default: { document: { run: { font: 'Calibri', size: 22 } } },
  paragraphStyles: [quote, code],
  characterStyles: [inlineCode],
};
