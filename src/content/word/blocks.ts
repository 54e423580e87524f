import {
  AlignmentType,
  BorderStyle,
  type FileChild,
  HeadingLevel,
  type IParagraphOptions,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { Code, Heading, List, Table as MarkdownTable, RootContent } from 'mdast';
import { directionOf } from './direction.ts';
import { inlineToWord, type WordContext } from './inline.ts';
import { deepestList, numberedFrom } from './look.ts';

const headings = [
  ...[HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3],
  ...[HeadingLevel.HEADING_4, HeadingLevel.HEADING_5, HeadingLevel.HEADING_6],
];

const alignments = { left: AlignmentType.START, center: AlignmentType.CENTER, right: AlignmentType.END };

/** Blocks of Markdown as paragraphs and tables; definitions of footnotes and links stand where they are referred to. */
export function blocksToWord(nodes: readonly RootContent[], context: WordContext, look: IParagraphOptions = {}): FileChild[] {
  return nodes.flatMap((node) => blockToWord(node, context, look));
}

function blockToWord(node: RootContent, context: WordContext, look: IParagraphOptions): FileChild[] {
  switch (node.type) {
    case 'heading':
      return [headingToWord(node, context)];
    case 'paragraph':
      return [new Paragraph({ spacing: { after: 160 }, ...look, ...directionOf(node), children: inlineToWord(node.children, context) })];
    case 'blockquote':
      return blocksToWord(node.children, context, { ...look, style: 'BlockQuote' });
    case 'list':
      return listToWord(node, context, 0);
    case 'code':
      return codeToWord(node);
    case 'table':
      return [tableToWord(node, context)];
    case 'thematicBreak':
      return [new Paragraph({ border: { bottom: { style: BorderStyle.SINGLE, size: 6, space: 1, color: 'auto' } } })];
    case 'html':
      return [new Paragraph({ ...look, children: [new TextRun(node.value.replace(/<[^>]*>/g, ' ').trim())] })];
    default:
      return [];
  }
}

function headingToWord(node: Heading, context: WordContext): Paragraph {
  return new Paragraph({ heading: headings[node.depth - 1], ...directionOf(node), children: inlineToWord(node.children, context) });
}

function codeToWord(node: Code): Paragraph[] {
  return node.value.split('\n').map((line) => new Paragraph({ style: 'CodeBlock', children: [new TextRun(line)] }));
}

function listToWord(list: List, context: WordContext, level: number): FileChild[] {
  const start = list.start ?? 1;
  if (list.ordered) {
    context.lists += 1;
    context.starts.add(start);
  }
  const mark = {
    reference: list.ordered ? numberedFrom(start) : 'bullets',
    level: Math.min(level, deepestList),
    instance: list.ordered ? context.lists : 0,
  };
  return list.children.flatMap((item) => {
    const task = item.checked === true ? '☑ ' : item.checked === false ? '☐ ' : '';
    return item.children.flatMap((block, index): FileChild[] => {
      if (block.type === 'list') return listToWord(block, context, level + 1);
      const look: IParagraphOptions = index === 0 ? { numbering: mark, spacing: { after: 60 } } : { indent: { left: 720 * (level + 1) } };
      if (block.type !== 'paragraph') return blockToWord(block, context, look);
      const runs = inlineToWord(block.children, context);
      return [
        new Paragraph({ ...look, ...directionOf(block), children: index === 0 && task !== '' ? [new TextRun(task), ...runs] : runs }),
      ];
    });
  });
}

function tableToWord(table: MarkdownTable, context: WordContext): Table {
  const columns = Math.max(...table.children.map((row) => row.children.length));
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: table.children.map(
      (row, index) =>
        new TableRow({
          tableHeader: index === 0,
          children: [...Array(columns).keys()].map((column) => {
            const cell = row.children[column];
            const children = inlineToWord(cell?.children ?? [], context, { bold: index === 0 });
            const look = { alignment: alignments[table.align?.[column] ?? 'left'], ...(cell === undefined ? {} : directionOf(cell)) };
            return new TableCell({ children: [new Paragraph({ ...look, children })] });
          }),
        }),
    ),
  });
}
