import { ExternalHyperlink, type IRunOptions, type ParagraphChild, TextRun } from 'docx';
import type { PhrasingContent } from 'mdast';

export interface WordContext {
  /** Ordered lists so far: each begins its numbers anew. */
  lists: number;
  /** The numbers they begin at. */
  starts: Set<number>;
  /** The reference to put where a footnote is referred to, which also adds its text. */
  footnote: (identifier: string) => ParagraphChild[];
}

/** Text with its marks as Word runs. */
export function inlineToWord(nodes: readonly PhrasingContent[], context: WordContext, look: IRunOptions = {}): ParagraphChild[] {
  return nodes.flatMap((node) => nodeToWord(node, context, look));
}

function nodeToWord(node: PhrasingContent, context: WordContext, look: IRunOptions): ParagraphChild[] {
  switch (node.type) {
    case 'text':
      return [new TextRun({ ...look, text: node.value.replace(/\n/g, ' ') })];
    case 'inlineCode':
      return [new TextRun({ style: 'InlineCode', ...look, text: node.value, font: 'Courier New' })];
    case 'emphasis':
      return inlineToWord(node.children, context, { ...look, italics: true });
    case 'strong':
      return inlineToWord(node.children, context, { ...look, bold: true });
    case 'delete':
      return inlineToWord(node.children, context, { ...look, strike: true });
    case 'break':
      return [new TextRun({ ...look, break: 1 })];
    case 'image':
      return link(node.url, [new TextRun({ ...linked(node.url, look), text: node.alt || node.url })]);
    case 'link':
      return link(node.url, inlineToWord(node.children, context, linked(node.url, look)));
    case 'linkReference':
      return inlineToWord(node.children, context, look);
    case 'imageReference':
      return [new TextRun({ ...look, text: node.alt ?? '' })];
    case 'footnoteReference':
      return context.footnote(node.identifier);
    case 'html':
      return [];
  }
}

/** A file of the library means nothing outside of it, so only addresses of the web become links. */
function link(url: string, children: ParagraphChild[]): ParagraphChild[] {
  return isWebAddress(url) ? [new ExternalHyperlink({ link: url, children })] : children;
}

function linked(url: string, look: IRunOptions): IRunOptions {
  return isWebAddress(url) ? { ...look, style: 'Hyperlink' } : look;
}

function isWebAddress(url: string): boolean {
  return /^(?:https?|mailto):/i.test(url);
}
