import { parseHTML } from 'linkedom';
import { AppError } from '../../shared/errors.ts';

/** The few members of the DOM the extraction uses; the project compiles without the browser's types. */
export interface HtmlNode {
  nodeType: number;
  nodeValue: string | null;
  firstChild: HtmlNode | null;
  nextSibling: HtmlNode | null;
  previousSibling: HtmlNode | null;
  textContent: string;
  parentNode: HtmlNode | null;
}

export interface HtmlElement extends HtmlNode {
  localName: string;
  getAttribute(name: string): string | null;
  querySelector(selector: string): HtmlElement | null;
  querySelectorAll(selector: string): Iterable<HtmlElement>;
  closest(selector: string): HtmlElement | null;
  after(...nodes: HtmlNode[]): void;
  remove(): void;
}

export interface HtmlDocument extends HtmlElement {
  documentElement: HtmlElement | null;
  body: HtmlElement | null;
}

/** Browsers nest no deeper than this either; recursion over more would end the stack. */
const maxDepth = 512;

const frameTags = /<!doctype[^>]*>|<\/?(?:html|head|body)\b[^>]*>/gi;

/**
 * The page in one frame of ours: the parser does not mend a missing or misplaced head or body and would lose the text.
 * Throws AppError `unprocessable` for a page nested deeper than 512 elements.
 */
export function parseHtml(source: string): HtmlDocument {
  refuseDeepNesting(source);
  const language = /<html\b[^>]*\blang\s*=\s*["']?([\w-]+)/i.exec(source)?.[1] ?? '';
  const page = `<!doctype html><html lang="${language}"><head></head><body>${source.replace(frameTags, '')}</body></html>`;
  return parseHTML(page).document as unknown as HtmlDocument;
}

export function isElement(node: HtmlNode): node is HtmlElement {
  return node.nodeType === 1;
}

export function isText(node: HtmlNode): boolean {
  return node.nodeType === 3;
}

export function* childrenOf(node: HtmlNode): Generator<HtmlNode> {
  for (let child = node.firstChild; child !== null; child = child.nextSibling) yield child;
}

const voidTags = new Set([
  'area',
  'base',
  'br',
  'col',
  'embed',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'source',
  'track',
  'wbr',
  'p',
  'li',
  'td',
  'th',
  'tr',
  'dt',
  'dd',
  'option',
]);

/** Counted before the tree is built, because building it is what takes the time. Tags that close themselves do not count. */
function refuseDeepNesting(source: string): void {
  let depth = 0;
  for (const [, closing, name = '', selfClosing] of source.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^<>]*?(\/?)>/gi)) {
    if (selfClosing || voidTags.has(name.toLowerCase())) continue;
    depth = closing ? Math.max(0, depth - 1) : depth + 1;
    if (depth <= maxDepth) continue;
    throw new AppError('unprocessable', `The page nests elements deeper than ${maxDepth}`, {
      hint: 'Save the text of the page, or print it to a PDF, and add that.',
    });
  }
}
