import type { DraftBlock } from './draft-block.ts';
import { keptLines, oneLine } from './draft-block.ts';
import { childrenOf, type HtmlElement, type HtmlNode, isElement, isText } from './html-dom.ts';

const inline = new Set(
  'a abbr b bdi bdo big cite code data del dfn em font i img ins kbd label mark q ruby rb rt rp s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);
const blockTags = 'p,div,ul,ol,table,h1,h2,h3,h4,h5,h6,section,article,blockquote,pre';
const skipped = new Set('script style template noscript svg canvas iframe object button select textarea input img rt rp title'.split(' '));

/** Reads an element's text as blocks, in the order a reader meets it. */
export function htmlBlocks(root: HtmlElement): DraftBlock[] {
  const reader = new BlockReader();
  reader.readChildren(root, 'paragraph');
  return reader.finish();
}

class BlockReader {
  readonly #blocks: DraftBlock[] = [];
  #words = '';
  #kind: DraftBlock['kind'] = 'paragraph';

  finish(): DraftBlock[] {
    this.#flush();
    return this.#blocks;
  }

  readChildren(parent: HtmlNode, kind: DraftBlock['kind']): void {
    for (const child of childrenOf(parent)) {
      if (isText(child)) this.#append(child.nodeValue ?? '', kind);
      else if (isElement(child) && !skipped.has(child.localName)) this.#readElement(child, kind);
    }
  }

  #readElement(element: HtmlElement, kind: DraftBlock['kind']): void {
    if (element.localName === 'br') this.#append('\n', kind);
    else if (inline.has(element.localName) && !element.querySelector(blockTags)) this.readChildren(element, kind);
    else this.#readBlock(element, kind);
  }

  #readBlock(element: HtmlElement, kind: DraftBlock['kind']): void {
    const tag = element.localName;
    this.#flush();
    if (/^h[1-6]$/.test(tag)) this.#push({ kind: 'heading', level: Number(tag[1]), text: oneLine(element.textContent) });
    else if (tag === 'pre') this.#push({ kind: 'code', text: keptLines(element.textContent) });
    else if (tag === 'table' && isDataTable(element)) this.#readRows(element);
    else this.readChildren(element, kindWithin(tag, kind));
    this.#flush();
  }

  #readRows(table: HtmlElement): void {
    for (const row of table.querySelectorAll('tr')) {
      const cells = [...childrenOf(row)].filter(isElement).map((cell) => oneLine(cell.textContent));
      if (cells.some((cell) => cell !== '')) this.#push({ kind: 'table-row', text: cells.join(' | ') });
    }
    const caption = table.querySelector('caption');
    if (caption) this.#push({ kind: 'paragraph', text: oneLine(caption.textContent) });
  }

  #append(words: string, kind: DraftBlock['kind']): void {
    this.#kind = kind;
    this.#words += words;
  }

  #flush(): void {
    this.#push({ kind: this.#kind, text: oneLine(this.#words) });
    this.#words = '';
  }

  #push(block: DraftBlock): void {
    if (block.text !== '') this.#blocks.push(block);
  }
}

function kindWithin(tag: string, kind: DraftBlock['kind']): DraftBlock['kind'] {
  if (tag === 'li' || tag === 'dd' || tag === 'dt') return 'list-item';
  return tag === 'blockquote' ? 'quote' : kind;
}

/** Pages also use tables to place things: those hold tables or headings of their own, or have one column. */
function isDataTable(table: HtmlElement): boolean {
  if (table.querySelector('table,h1,h2,h3,h4,h5,h6')) return false;
  const cells = [...table.querySelectorAll('tr')].map((row) => [...childrenOf(row)].filter(isElement).length);
  return cells.some((count) => count > 1);
}
