import type { Element, Root as HtmlRoot } from 'hast';
import type { FootnoteDefinition, FootnoteReference } from 'mdast';
import rehypeParse from 'rehype-parse';
import rehypeRemark, { type Options } from 'rehype-remark';
import { unified } from 'unified';
import { EXIT, visit } from 'unist-util-visit';
import { AppError } from '../shared/errors.ts';
import { liftFootnotes } from './html-footnotes.ts';
import { mergeSections } from './markdown/footnotes.ts';
import { stringifyMarkdown, toNormalForm } from './markdown/normal-form.ts';

/** A draft from outside as Markdown: normal form for HTML and Word; a Markdown or text file as it is, with its front matter. */
export interface ImportedDraft {
  format: 'markdown' | 'html' | 'docx';
  markdown: string;
}

const labelOf = (node: Element) => String(node.properties.label);

const handlers: Options['handlers'] = {
  'footnote-reference': (_state, node): FootnoteReference => ({
    type: 'footnoteReference',
    identifier: labelOf(node),
    label: labelOf(node),
  }),
  'footnote-definition': (state, node): FootnoteDefinition => ({
    ...{ type: 'footnoteDefinition', identifier: labelOf(node), label: labelOf(node) },
    children: state.toFlow(state.all(node)) as FootnoteDefinition['children'],
  }),
};

const reader = unified().use(rehypeParse).freeze();
const toMarkdown = unified().use(rehypeRemark, { handlers, document: true }).freeze();

/**
 * Reads a draft by its content and not by its name. Meant for the killable child: a hostile file may take long or much memory.
 * Throws AppError `unsupported_media` for other kinds of file, `unprocessable` for a broken or empty one.
 */
export async function readDraft(bytes: Uint8Array): Promise<ImportedDraft> {
  const draft = await readAny(bytes);
  if (draft.markdown.trim() !== '') return draft;
  throw new AppError('unprocessable', 'The draft has no text.', { hint: 'Export it again as Markdown, HTML or DOCX.' });
}

async function readAny(bytes: Uint8Array): Promise<ImportedDraft> {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    // Word repeats a footnote for each reference to it; equal ones are one again.
    return { format: 'docx', markdown: mergeSections([htmlToMarkdown(await docxToHtml(bytes))]) };
  }
  if (Buffer.from(bytes.subarray(0, 4)).toString('latin1') === '%PDF') throw unsupported('a PDF');
  const text = decode(bytes);
  if (/^\s*(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main)\b/i.test(text))
    return { format: 'html', markdown: htmlToMarkdown(text) };
  return { format: 'markdown', markdown: text };
}

/** HTML as Markdown in normal form; the title of the page becomes its heading when it has none. */
function htmlToMarkdown(html: string): string {
  const page = reader.parse(html);
  const title = textOfFirst(page, 'title');
  const tree: HtmlRoot = { type: 'root', children: mainPart(page) };
  liftFootnotes(tree);
  dropDeadTargets(tree);
  const markdown = toNormalForm(stringifyMarkdown(toMarkdown.runSync(tree)));
  return title === '' || /^# /m.test(markdown) ? markdown : toNormalForm(`# ${title.replace(/[\\`*_[\]<>#&]/g, '\\$&')}\n\n${markdown}`);
}

/** Links and pictures that lead nowhere on another machine, or run something there, keep their words only. */
function dropDeadTargets(tree: HtmlRoot): void {
  visit(tree, 'element', (node) => {
    if (node.tagName === 'a' && !/^(?:https?:|mailto:|file:|text:)/i.test(String(node.properties.href ?? ''))) node.tagName = 'span';
    if (node.tagName !== 'img' || /^https?:/i.test(String(node.properties.src ?? ''))) return;
    node.tagName = 'span';
    node.children = [{ type: 'text', value: String(node.properties.alt ?? '') }];
  });
}

/** The article of a page that names one, else all of it. */
function mainPart(page: HtmlRoot): HtmlRoot['children'] {
  for (const name of ['article', 'main', 'body']) {
    const found = findAll(page, name);
    if (found.length === 1 && found[0] !== undefined) return found[0].children as HtmlRoot['children'];
  }
  return page.children;
}

function findAll(tree: HtmlRoot, tagName: string): Element[] {
  const found: Element[] = [];
  visit(tree, 'element', (node) => {
    if (node.tagName === tagName) found.push(node);
  });
  return found;
}

function textOfFirst(tree: HtmlRoot, tagName: string): string {
  let text = '';
  visit(tree, 'element', (node) => {
    if (node.tagName !== tagName) return;
    text = node.children.map((child) => (child.type === 'text' ? child.value : '')).join('');
    return EXIT;
  });
  return text.replace(/\s+/g, ' ').trim();
}

async function docxToHtml(bytes: Uint8Array): Promise<string> {
  const { default: mammoth } = await import('mammoth');
  try {
    const noImages = mammoth.images.imgElement(async () => ({ src: '' }));
    const options = {
      convertImage: noImages,
      styleMap: [
        "p[style-name='Title'] => h1:fresh",
        "p[style-name='Block Quote'] => blockquote > p:fresh",
        "p[style-name='Quote'] => blockquote > p:fresh",
        "p[style-name='Code Block'] => pre:separator('\\n')",
        "r[style-name='Inline Code'] => code",
      ],
    };
    return (await mammoth.convertToHtml({ buffer: Buffer.from(bytes) }, options)).value;
  } catch (error) {
    throw new AppError('unprocessable', 'The file is no Word document, or it is broken.', {
      hint: 'Open it in a word processor and save it as DOCX again.',
      cause: error,
    });
  }
}

function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes.includes(0)) throw unsupported('a binary file');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Not UTF-8: what older programs of the West write, in which every byte means something.
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function unsupported(kind: string): AppError {
  return new AppError('unsupported_media', `The draft is ${kind}.`, { hint: 'A draft is Markdown, plain text, HTML or DOCX.' });
}
