import { AlignmentType, type IParagraphStyleOptions, LevelFormat } from 'docx';

/** How many levels of lists Word knows. */
export const deepestList = 8;

const indent = (level: number) => ({ paragraph: { indent: { left: 720 * (level + 1), hanging: 360 } } });
const levels = [...Array(deepestList + 1).keys()];
const bullets = ['•', '◦', '▪'];

export const numbering = {
  config: [
    {
      reference: 'bullets',
      levels: levels.map((level) => ({
        ...{ level, format: LevelFormat.BULLET, text: bullets[level % bullets.length] ?? '•' },
        ...{ alignment: AlignmentType.LEFT, style: indent(level) },
      })),
    },
    {
      reference: 'numbers',
      levels: levels.map((level) => ({
        ...{ level, format: LevelFormat.DECIMAL, text: `%${level + 1}.` },
        ...{ alignment: AlignmentType.LEFT, style: indent(level) },
      })),
    },
  ],
};

const quote: IParagraphStyleOptions = {
  ...{ id: 'BlockQuote', name: 'Block Quote', basedOn: 'Normal', quickFormat: true },
  ...{ paragraph: { indent: { left: 567 }, spacing: { after: 160 } }, run: { italics: true } },
};

const code: IParagraphStyleOptions = {
  ...{ id: 'CodeBlock', name: 'Code Block', basedOn: 'Normal', quickFormat: true },
  ...{ paragraph: { spacing: { after: 0 } }, run: { font: 'Courier New', size: 20 } },
};

export const styles = {
  default: { document: { run: { font: 'Calibri', size: 22 } } },
  paragraphStyles: [quote, code],
};
