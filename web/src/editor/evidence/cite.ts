import { closeHistory } from '@tiptap/pm/history';
import type { Node, Schema } from '@tiptap/pm/model';
import { type EditorState, TextSelection, type Transaction } from '@tiptap/pm/state';
import { formatLocator } from '../../../../src/shared/locator.ts';
import { footnotesIn, freeLabel, renumber } from './footnote-numbers.ts';
import { fold } from './prose.ts';

/** The words of a source a sentence shall be cited with. */
export interface CitedPassage {
  sourceTitle: string;
  address: string;
  quote: { exact: string; locator: Parameters<typeof formatLocator>[0] };
}

/** Puts a footnote with the passage behind the sentence that ends at `end`, in one step of undo. */
export function cite(state: EditorState, end: number, passage: CitedPassage): Transaction {
  const transaction = closeHistory(state.tr);
  const content = definitionContent(state.schema, passage);
  const same = footnotesIn(state.doc).definitions.find(({ node }) => node.childCount === 1 && node.firstChild?.eq(content) === true);
  const label = same === undefined ? freeLabel(state.doc) : String(same.node.attrs.label);
  const at = behindFootnotes(state.doc, end);
  if (same !== undefined && footnotesAt(state.doc, end).includes(label)) return transaction;
  if (same === undefined) {
    const definition = state.schema.nodes.footnoteDefinition?.create({ label }, content);
    if (definition !== undefined) transaction.insert(endOfDefinitions(state.doc), definition);
  }
  const reference = state.schema.nodes.footnoteReference?.create({ label });
  if (reference !== undefined) transaction.insert(at, reference);
  renumber(transaction);
  return transaction.setSelection(TextSelection.create(transaction.doc, at + 1)).scrollIntoView();
}

function definitionContent(schema: Schema, { sourceTitle, address, quote }: CitedPassage): Node {
  const dash = ' — ';
  const locator = fold(formatLocator(quote.locator)).replaceAll(dash, ' – ');
  const link = schema.marks.link?.create({ href: address, title: null });
  const title = schema.text(fold(sourceTitle) || address, link === undefined ? [] : [link]);
  const said = schema.text(`${locator === '' ? '' : `, ${locator}`}${dash}“${fold(quote.exact)}”`);
  return schema.node('paragraph', null, [title, said]);
}

/** Several footnotes of one sentence stand in the order in which they were made. */
function behindFootnotes(document: Node, end: number): number {
  return end + footnotesAt(document, end).length;
}

function footnotesAt(document: Node, end: number): string[] {
  const labels: string[] = [];
  let next = document.resolve(end).nodeAfter;
  while (next?.type.name === 'footnoteReference') {
    labels.push(String(next.attrs.label));
    next = document.resolve(end + labels.length).nodeAfter;
  }
  return labels;
}

/** Behind the last definition; without one at the end, but before the empty paragraph where one goes on writing. */
function endOfDefinitions(document: Node): number {
  let end: number | null = null;
  document.forEach((node, offset) => {
    if (node.type.name === 'footnoteDefinition') end = offset + node.nodeSize;
  });
  if (end !== null) return end;
  const last = document.lastChild;
  const isEmpty = last?.type.name === 'paragraph' && last.childCount === 0 && document.childCount > 1;
  return document.content.size - (isEmpty ? last.nodeSize : 0);
}
