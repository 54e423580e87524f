import type { Root, RootContent } from 'mdast';
import { stringifyMarkdown } from '../../content/index.ts';
import { formatLocator } from '../../shared/locator.ts';
import type { Dossier, DossierQuote, DossierSource } from './dossier.ts';
import type { Wording } from './wordings/wording.ts';
import { wordingOf } from './wordings/wordings.ts';

/** The dossier as a document in normal form: every quote stands once, with its place. */
export function dossierMarkdown(dossier: Dossier): string {
  const quotes = new Map(dossier.quotes.map((quote) => [quote.id, quote]));
  const wording = wordingOf(dossier.language);
  const { parts } = wording;
  const root: Root = {
    type: 'root',
    children: [
      heading(1, dossier.topic),
      ...dossier.questions.flatMap(({ question, quotes: ids }) => [
        heading(2, question),
        ...answers(
          ids.flatMap((id) => quotes.get(id) ?? []),
          wording,
        ),
      ]),
      ...part(parts.conflicts, disagreements(dossier, quotes, wording)),
      ...part(parts.agreements, agreements(dossier, quotes, wording)),
      ...part(
        parts.gaps,
        dossier.gaps.map(({ text }) => (/[?!.]\s?[”“»]?$/u.test(text) ? text : `${text}.`)),
      ),
      ...part(
        parts.outline,
        dossier.outline.map(({ heading: title, quotes: ids }) => `${title}: ${ids.join(', ')}`),
      ),
      ...part(
        parts.sources,
        dossier.sources.map((source) => sourceLine(source, wording)),
      ),
    ],
  };
  return stringifyMarkdown(root);
}

/** What the dossier holds, in one sentence. */
export function dossierDescription({ language, sources, quotes, conflicts, gaps }: Dossier): string {
  return wordingOf(language).description(sources.length, quotes.length, conflicts.length, gaps.length);
}

function answers(quotes: readonly DossierQuote[], { noAnswer }: Wording): RootContent[] {
  if (quotes.length === 0) return [paragraph(noAnswer)];
  return quotes.map((quote) => ({
    type: 'blockquote',
    children: [paragraph(foldSpace(quote.exact)), paragraph(`— ${placeOf(quote)} (${quote.id})`)],
  }));
}

function disagreements({ conflicts }: Dossier, quotes: ReadonlyMap<string, DossierQuote>, { against }: Wording): string[] {
  return conflicts.map(({ about, says, quotes: [left, right] }) => {
    const sides = [left, right].map((id, at) => `“${says[at]}” (${id}, ${titleOf(quotes, id)})`);
    return `${about.join(', ')}: ${sides.join(` ${against} `)}`;
  });
}

function agreements({ agreements: pairs }: Dossier, quotes: ReadonlyMap<string, DossierQuote>, { and }: Wording): string[] {
  return pairs.map(({ quotes: ids }) => ids.map((id) => `${id} (${titleOf(quotes, id)})`).join(` ${and} `));
}

function titleOf(quotes: ReadonlyMap<string, DossierQuote>, id: string): string {
  return quotes.get(id)?.sourceTitle ?? '';
}

function sourceLine({ title, address, relevant, reason, quotes, comparable }: DossierSource, wording: Wording): string {
  if (!relevant) return `${title} (${address}): ${wording.notUsed} ${reason}`;
  return `${title} (${address}): ${wording.quotes(quotes)}.${comparable ? '' : ` ${reason}`}`;
}

/** `Title, p. 3, “Heading”`. */
function placeOf({ sourceTitle, locator }: DossierQuote): string {
  return [sourceTitle, formatLocator(locator)].filter((part) => part !== '').join(', ');
}

function part(title: string, lines: readonly string[]): RootContent[] {
  if (lines.length === 0) return [];
  return [
    heading(2, title),
    {
      type: 'list',
      ordered: false,
      spread: false,
      children: lines.map((line) => ({ type: 'listItem', spread: false, children: [paragraph(line)] })),
    },
  ];
}

function heading(depth: 1 | 2, value: string): RootContent {
  return { type: 'heading', depth, children: [{ type: 'text', value: foldSpace(value) }] };
}

function paragraph(value: string): { type: 'paragraph'; children: [{ type: 'text'; value: string }] } {
  return { type: 'paragraph', children: [{ type: 'text', value }] };
}

function foldSpace(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
