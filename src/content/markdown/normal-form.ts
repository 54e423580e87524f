import { createRequire } from 'node:module';
import type { Code, Root, RootContent } from 'mdast';
import { visit } from 'unist-util-visit';
import { AppError } from '../../shared/errors.ts';
import { toStoredText } from '../../shared/text/code-points.ts';
import { canonicaliseTree } from './canonical-tree.ts';

/** Longest Markdown text, in UTF-16 code units: about 80,000 words. Reading and writing that takes seconds: see `prepareText`. */
export const maxMarkdownLength = 500_000;

const require = createRequire(import.meta.url);
let loaded: typeof import('./processor.ts') | undefined;

/** Loaded with the first text: two hundred files, a seventh of the time to start. Loading is synchronous, as parsing is. */
function processor() {
  loaded ??= require('./processor.ts') as typeof import('./processor.ts');
  return loaded.markdownProcessor;
}

/**
 * Reads Markdown (GFM with footnotes). Throws AppError `too_large`, or `unprocessable` when it is nested too deeply.
 */
export function parseMarkdown(text: string): Root {
  if (text.length > maxMarkdownLength) {
    throw new AppError('too_large', `The text has ${text.length} characters; a document holds at most ${maxMarkdownLength}.`, {
      hint: 'Split it into several documents.',
    });
  }
  return withoutOverflow(() => {
    const root = processor().parse(text);
    if (lineEndReference.test(text)) foldLineEndReferences(root, text);
    return root;
  });
}

const lineEndReference = /&(?:#0*10|#x0*a|newline);/i;

/** A line end written as a character reference is white space within its line; taken for a line end it would begin blocks. */
function foldLineEndReferences(root: Root, text: string): void {
  visit(root, 'text', (node) => {
    if (lineEndReference.test(text.slice(node.position?.start.offset, node.position?.end.offset)))
      node.value = node.value.replace(/\n/g, ' ');
  });
}

/** Writes a tree with the fixed options. The tree is not changed. Throws AppError `unprocessable` when it is nested too deeply. */
export function stringifyMarkdown(root: Root): string {
  return withoutOverflow(() => {
    const copy = structuredClone(root);
    canonicaliseTree(copy);
    return processor().stringify(copy);
  });
}

/**
 * The one form Markdown is stored in: for every N it returns, `stringifyMarkdown(parseMarkdown(N)) === N`.
 * A block that cannot be written stably is kept verbatim in a `markdown` code block.
 * Throws AppError `too_large`, `unprocessable`.
 * @param rounds writings until the text must stand still; two are enough for nearly all
 */
export function toNormalForm(text: string, rounds = 5): string {
  return readNormalForm(text, rounds).body;
}

/** A text in normal form, and what it says. */
export interface NormalText {
  body: string;
  root: Root;
}

/** `toNormalForm` with the tree of what it returns, so that nobody has to parse it again. */
export function readNormalForm(text: string, rounds = 5): NormalText {
  const stored = toStoredText(text);
  const stable = settle(stored, rounds) ?? settle(withVerbatimBlocks(stored, rounds), rounds);
  if (stable !== null) return stable;
  const body = stringifyMarkdown({ type: 'root', children: [verbatim(stored)] });
  return { body, root: parseMarkdown(body) };
}

/** Writes again until nothing changes; null when that takes too long. */
function settle(text: string, rounds: number): NormalText | null {
  let before = text;
  for (let round = 0; round < rounds; round += 1) {
    const root = parseMarkdown(before);
    const after = stringifyMarkdown(root);
    if (after === before) return { body: before, root };
    before = after;
  }
  return null;
}

function withVerbatimBlocks(text: string, rounds: number): string {
  const children = parseMarkdown(text).children.map((block): RootContent => {
    if (settle(stringifyMarkdown({ type: 'root', children: [block] }), rounds) !== null) return block;
    return verbatim(text.slice(block.position?.start.offset, block.position?.end.offset));
  });
  return stringifyMarkdown({ type: 'root', children });
}

function verbatim(text: string): Code {
  return { type: 'code', lang: 'markdown', value: text.replace(/^\n+|\s+$/g, '') };
}

/** The parser and the writer recurse: a thousand nested quotations end in an overflow that is the text's fault. */
function withoutOverflow<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new AppError('unprocessable', 'The Markdown is nested too deeply to be read.', {
      hint: 'Remove repeated quotation or list marks at the starts of lines.',
      cause: error,
    });
  }
}
