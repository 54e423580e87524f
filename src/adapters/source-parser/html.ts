import { Readability } from '@mozilla/readability';
import type { SourceProblem } from '../../ports/source-parser.ts';
import { type DraftBlock, oneLine } from './draft-block.ts';
import { htmlBlocks } from './html-blocks.ts';
import { type HtmlDocument, type HtmlElement, parseHtml } from './html-dom.ts';
import { removeNoise } from './html-noise.ts';
import { isNoiseBlock, withoutLinkSections } from './noise-lines.ts';

export interface HtmlText {
  blocks: DraftBlock[];
  title?: string;
  language?: string;
  problems: SourceProblem[];
}

/** A reader that drops more than this share of the marked content has taken it for furniture. */
const leastShare = 0.6;
const littleText = 250;

/** The text of a web page, cleaned of what belongs to the site. */
export function readHtml(source: string): HtmlText {
  const document = parseHtml(source);
  const title = pageTitle(document);
  const language = document.documentElement?.getAttribute('lang') ?? undefined;
  const visible = lengthOf(document.body ? htmlBlocks(document.body) : []);
  removeNoise(document);
  const blocks = withTitle(
    withoutLinkSections(mainBlocks(document)).filter((block, at) => !isNoiseBlock(block, at)),
    title,
  );
  return { blocks, title, language: language || undefined, problems: problemsOf(source, blocks, visible) };
}

/** What the page marks as its content; without a mark, what Readability finds, unless that loses most of the text. */
function mainBlocks(document: HtmlDocument): DraftBlock[] {
  const body = document.body;
  if (!body) return [];
  const whole = htmlBlocks(body);
  const marked = markedContent(body);
  if (marked) {
    const blocks = htmlBlocks(marked);
    if (lengthOf(blocks) >= lengthOf(whole) * leastShare) return blocks;
  }
  const article = new Readability(document as never, { serializer: (node) => node as unknown, keepClasses: true }).parse();
  const found = article?.content ? htmlBlocks(article.content as unknown as HtmlElement) : [];
  return lengthOf(found) >= lengthOf(whole) * leastShare ? found : whole;
}

function markedContent(body: HtmlElement): HtmlElement | undefined {
  for (const selector of ['[itemprop="articleBody"]', 'article', 'main,[role="main"]']) {
    const found = [...body.querySelectorAll(selector)];
    if (found.length === 1) return found[0];
  }
  return undefined;
}

/** The first heading is often outside the content element. */
function withTitle(blocks: DraftBlock[], title: string | undefined): DraftBlock[] {
  if (title === undefined || blocks.some((block) => block.kind === 'heading' && block.level === 1)) return blocks;
  return blocks.length === 0 ? blocks : [{ kind: 'heading', level: 1, text: title }, ...blocks];
}

function pageTitle(document: HtmlDocument): string | undefined {
  const headings = [...document.querySelectorAll('h1')].map((heading) => oneLine(heading.textContent)).filter((text) => text !== '');
  if (headings.length === 1) return headings[0];
  const declared =
    document.querySelector('meta[property="og:title"]')?.getAttribute('content') ??
    document.querySelector('title')?.textContent ??
    headings[0];
  return oneLine(declared ?? '') || undefined;
}

function problemsOf(source: string, blocks: readonly DraftBlock[], visible: number): SourceProblem[] {
  const problems: SourceProblem[] = [];
  const kept = lengthOf(blocks);
  if (kept < littleText) {
    const message = `The page holds only ${kept} characters of text; it may need a browser or a sign-in to show the rest.`;
    problems.push({ code: 'little_text', message });
  }
  if (visible > 2000 && kept < visible * 0.25) {
    const message = `${Math.round((1 - kept / visible) * 100)} % of the page was left out as navigation or advertising; check that nothing is missing.`;
    problems.push({ code: 'heavily_cleaned', message });
  }
  if (isBehindPaywall(source)) {
    problems.push({ code: 'paywall', message: 'The page says that the full text is for subscribers only; this may be its beginning.' });
  }
  return problems;
}

function isBehindPaywall(source: string): boolean {
  if (/"isAccessibleForFree"\s*:\s*"?false/i.test(source)) return true;
  return /(?:subscribe|sign in|log in|register|become a member) to (?:continue|keep) reading|this (?:article|content|story) is (?:only )?for subscribers/i.test(
    source,
  );
}

function lengthOf(blocks: readonly DraftBlock[]): number {
  return blocks.reduce((sum, block) => sum + block.text.length, 0);
}
