import { closeHistory } from '@tiptap/pm/history';
import type { Node } from '@tiptap/pm/model';
import { type EditorState, TextSelection, type Transaction } from '@tiptap/pm/state';

/** A heading with all that stands below it, its subsections included. */
export interface Section {
  text: string;
  level: number;
  from: number;
  /** Where the next heading of its rank or a higher one begins, or the footnotes, or the end. */
  to: number;
}

/** In order. Only headings of the text itself count, not those in quotations. */
export function sectionsOf(document: Node): Section[] {
  const headings: Omit<Section, 'to'>[] = [];
  let end: number | null = null;
  document.forEach((node, offset) => {
    if (node.type.name === 'heading') {
      headings.push({ text: node.textContent, level: Number(node.attrs.level), from: offset });
      end = null;
    } else if (node.type.name === 'footnoteDefinition') end ??= offset;
    else end = null;
  });
  const last = end ?? document.content.size;
  return headings.map((heading, index) => {
    const next = headings.slice(index + 1).find(({ level }) => level <= heading.level);
    return { ...heading, to: next?.from ?? last };
  });
}

/** The section a place of the text is in; -1 before the first heading. */
export function sectionAt(sections: readonly Section[], position: number): number {
  return sections.findLastIndex(({ from }) => from <= position);
}

/** Which section it would change places with: the neighbour under the same heading. */
export function neighbourOf(sections: readonly Section[], index: number, direction: 'up' | 'down'): Section | null {
  const moved = sections[index];
  if (moved === undefined) return null;
  if (direction === 'down') {
    const next = sections.find(({ from }) => from === moved.to);
    return next?.level === moved.level ? next : null;
  }
  return sections.find(({ to, level, from }) => to === moved.from && level === moved.level && from < moved.from) ?? null;
}

/** Changes places with the neighbour, in one step of undo; null when there is none. The cursor goes to the moved heading. */
export function moveSection(state: EditorState, index: number, direction: 'up' | 'down'): Transaction | null {
  const sections = sectionsOf(state.doc);
  const moved = sections[index];
  const neighbour = neighbourOf(sections, index, direction);
  if (moved === undefined || neighbour === null) return null;
  const [first, second] = direction === 'up' ? [neighbour, moved] : [moved, neighbour];
  const upper = state.doc.slice(first.from, first.to).content;
  const lower = state.doc.slice(second.from, second.to).content;
  const transaction = closeHistory(state.tr).replaceWith(first.from, second.to, lower.append(upper));
  const at = direction === 'up' ? first.from : first.from + lower.size;
  return transaction.setSelection(TextSelection.create(transaction.doc, at + 1)).scrollIntoView();
}
