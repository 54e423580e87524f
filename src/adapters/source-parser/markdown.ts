import type { List, Nodes, Paragraph, PhrasingContent, Root, RootContent, TableRow } from 'mdast';
import { toString as plainText } from 'mdast-util-to-string';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { parse as parseYaml } from 'yaml';
import type { DraftBlock } from './draft-block.ts';
import { keptLines, oneLine } from './draft-block.ts';
import { isNoiseBlock, withoutLinkSections } from './noise-lines.ts';

export interface MarkdownText {
  blocks: DraftBlock[];
  title?: string;
  language?: string;
}

/** The text of a Markdown file without its marks; front matter gives title and language. */
export function readMarkdown(text: string): MarkdownText {
  const root: Root = unified().use(remarkParse).use(remarkFrontmatter).use(remarkGfm).parse(text);
  const matter = root.children.find((node) => node.type === 'yaml');
  const { title, lang, language } = frontMatter(matter?.value);
  const heading = root.children.find((node) => node.type === 'heading');
  return {
    blocks: withoutLinkSections(root.children.flatMap((node) => blocksOf(node))).filter((block, at) => !isNoiseBlock(block, at)),
    title: asText(title) ?? (heading && words(heading)),
    language: asText(lang) ?? asText(language),
  };
}

function blocksOf(node: RootContent): DraftBlock[] {
  switch (node.type) {
    case 'heading':
      return [{ kind: 'heading', level: node.depth, text: words(node) }];
    case 'paragraph':
      return isBadges(node) ? [] : [{ kind: 'paragraph', text: words(node) }];
    case 'code':
      return [{ kind: 'code', text: keptLines(node.value) }];
    case 'blockquote':
      return node.children.flatMap(blocksOf).map((block) => (block.kind === 'paragraph' ? { ...block, kind: 'quote' } : block));
    case 'list':
      if (isContentsList(node)) return [];
      return node.children
        .flatMap((item) => item.children.flatMap(blocksOf))
        .map((block) => (block.kind === 'paragraph' ? { ...block, kind: 'list-item' } : block));
    case 'table':
      return node.children.map((row) => ({ kind: 'table-row', text: rowText(row) }));
    case 'footnoteDefinition':
      return node.children.flatMap(blocksOf);
    default:
      // Front matter, HTML, link definitions and rules are no text of the author's.
      return [];
  }
}

/** A list of links into the same file tells what the headings tell. */
function isContentsList(list: List): boolean {
  return list.children.every((item) =>
    item.children.every((child) => (child.type === 'list' ? isContentsList(child) : child.type === 'paragraph' && isAnchor(child))),
  );
}

/** Pictures that are links, and nothing else: the state of a project, in signs. */
function isBadges({ children }: Paragraph): boolean {
  const isBadge = (node: PhrasingContent) =>
    node.type === 'link' && node.children.length > 0 && node.children.every(({ type }) => type === 'image');
  return (
    children.some(isBadge) &&
    children.every((node) => isBadge(node) || node.type === 'break' || (node.type === 'text' && node.value.trim() === ''))
  );
}

function isAnchor({ children }: Paragraph): boolean {
  return children.length === 1 && children[0]?.type === 'link' && children[0].url.startsWith('#');
}

function rowText(row: TableRow): string {
  return row.children.map(words).join(' | ');
}

function words(node: Nodes): string {
  return oneLine(plainText(spaced(node), { includeHtml: false }));
}

/** A hard break stands for white space, which `toString` would drop. */
function spaced(node: Nodes): Nodes {
  if (node.type === 'break') return { type: 'text', value: ' ' };
  return 'children' in node ? ({ ...node, children: node.children.map(spaced) } as Nodes) : node;
}

function frontMatter(source: string | undefined): Record<string, unknown> {
  if (source === undefined) return {};
  try {
    const value: unknown = parseYaml(source, { maxAliasCount: 0 });
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    // Front matter that is not YAML holds no title; the text below it is as good as before.
    return {};
  }
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? oneLine(value) : undefined;
}
