import type { Heading, Paragraph, Root, RootContent, TableCell } from 'mdast';
import { visit } from 'unist-util-visit';
import { parseMarkdown } from '../../content/index.ts';
import { splitSentences } from '../../shared/text/sentences.ts';
import { marks, unmarked } from './answer-marks.ts';
import { bareBlocks } from './bare-blocks.ts';
import { citePassages } from './cite-passages.ts';
import { unmarkInexactQuotes } from './exact-quotes.ts';
import { dropInventedReferences } from './invented-references.ts';
import { withoutInvisible } from './invisible.ts';
import { isPlantedOrder } from './planted-orders.ts';
import { isPromptEcho, withoutPlaces } from './prompt-echo.ts';
import { flatText, removeRanges } from './remove-ranges.ts';
import { isAboutTheAnswer, withoutSmallTalk, withoutThoughts } from './small-talk.ts';
import { tidyText } from './tidy-text.ts';

export interface SectionAnswerInput {
  /** Those the prompt held: citations of others are dropped, and what is quoted must stand in one. */
  passages: readonly string[];
  heading: string;
  /** BCP 47. */
  language: string;
}

/** What was taken out of an answer; shown with the step, because a source that plants orders should be looked at. */
export interface AnswerRemovals {
  links: number;
  images: number;
  html: number;
  /** Sentences that carried an address without a citation or an order, or spoke of the answer itself. */
  sentences: number;
  /** Numbers of no passage, and works and authors no passage names. */
  unknownCitations: number;
  /** Quotations that stand in no passage: their words were left, without the marks. */
  inexactQuotes: number;
}

export interface SectionAnswer {
  /** Blocks without the section's own heading. A citation is a footnote reference whose label is the passage's number; definitions are the caller's to add. */
  root: Root;
  /** Numbers of the passages cited, in order of first use. */
  cited: number[];
  removed: AnswerRemovals;
}

/**
 * Makes of a model's answer what may stand in a document: text, emphasis, lists, quotations, tables, smaller headings and citations of known
 * passages; nothing that leads out of the document. The root has no children when nothing usable was written.
 */
export function readSectionAnswer(text: string, { passages, heading, language }: SectionAnswerInput): SectionAnswer {
  const removed: AnswerRemovals = { links: 0, images: 0, html: 0, sentences: 0, unknownCitations: 0, inexactQuotes: 0 };
  const answer = withoutPlaces(withoutThoughts(withoutInvisible(text)));
  const root = parseMarkdown(unmarked(withoutFence(withoutSmallTalk(answer))));
  bareBlocks(root, heading, removed);
  visit(root, (node) => {
    if (node.type !== 'paragraph' && node.type !== 'tableCell' && node.type !== 'heading') return;
    removed.sentences += dropSentences(node, language);
    tidyText(node);
  });
  removed.inexactQuotes = unmarkInexactQuotes(root, passages);
  removed.unknownCitations += dropInventedReferences(root, passages);
  const cited = citePassages(root, passages.length, removed);
  root.children = root.children.filter(hasText);
  return { root, cited, removed };
}

/** Some models wrap a whole answer in a block of code. */
function withoutFence(text: string): string {
  return /^```(?:markdown|md|text)?\n([\s\S]*?)\n```$/.exec(text.trim())?.[1] ?? text;
}

/** Drops sentences that carry an address, or read like an order of a source; a cited sentence only loses the link. */
function dropSentences(paragraph: Paragraph | TableCell | Heading, language: string): number {
  const text = flatText(paragraph.children);
  const unwanted = splitSentences(text, language).filter(({ text: sentence }) => isUnwanted(sentence));
  removeRanges(paragraph, unwanted);
  return unwanted.length;
}

function isUnwanted(sentence: string): boolean {
  if (sentence.includes(marks.address) || isPlantedOrder(sentence)) return true;
  if (isAboutTheAnswer(sentence) || isPromptEcho(sentence)) return true;
  return sentence.includes(marks.link) && !/[[【]\^?\d/.test(sentence);
}

function hasText(block: RootContent): boolean {
  let found = block.type === 'code' || block.type === 'table';
  visit(block, (node) => {
    if ((node.type === 'text' || node.type === 'inlineCode') && /[\p{L}\p{N}]/u.test(node.value)) found = true;
  });
  return found;
}
