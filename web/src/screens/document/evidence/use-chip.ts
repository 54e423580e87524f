import { type Editor, useEditorState } from '@tiptap/react';
import { useEffect, useState } from 'react';
import { footnoteText, referenceTo } from '../../../editor/evidence/footnote-text.ts';
import type { Spot } from './floating.tsx';

interface Chip {
  label: string;
  at: Spot;
  isSelected: boolean;
}

/** The citation under the pointer, or the selected one. A click on one goes to its footnote; a click on a footnote's number goes back. */
export function useChip(editor: Editor): Chip | null {
  const [hovered, setHovered] = useState<Chip | null>(null);
  const selected = useEditorState({ editor, selector: ({ editor: now }) => selectedLabel(now) });
  useEffect(() => {
    const { dom } = editor.view;
    const onOver = ({ target }: MouseEvent) => setHovered(chipOf(target));
    const onLeave = () => setHovered(null);
    const onClick = (event: MouseEvent) => {
      if (!jump(editor, event.target)) return;
      event.preventDefault();
      setHovered(null);
    };
    dom.addEventListener('mouseover', onOver);
    dom.addEventListener('mouseleave', onLeave);
    dom.addEventListener('click', onClick);
    return () => {
      dom.removeEventListener('mouseover', onOver);
      dom.removeEventListener('mouseleave', onLeave);
      dom.removeEventListener('click', onClick);
    };
  }, [editor]);
  if (hovered !== null) return hovered;
  if (selected === null) return null;
  return { label: selected.label, at: editor.view.coordsAtPos(selected.position), isSelected: true };
}

function selectedLabel({ state }: Editor): { label: string; position: number } | null {
  const node = 'node' in state.selection ? state.doc.nodeAt(state.selection.from) : null;
  return node?.type.name === 'footnoteReference' ? { label: String(node.attrs.label), position: state.selection.from } : null;
}

function chipOf(target: EventTarget | null): Chip | null {
  const chip = target instanceof Element ? target.closest<HTMLElement>('.citation-chip') : null;
  return chip === null ? null : { label: chip.dataset.footnote ?? '', at: chip.getBoundingClientRect(), isSelected: false };
}

function jump(editor: Editor, target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const { doc } = editor.state;
  const cited = target.closest<HTMLElement>('.citation-chip')?.dataset.footnote;
  // Only the number is the footnote's own; its words are paragraphs in it.
  const footnote = target.dataset.footnoteDefinition;
  const place =
    cited !== undefined ? (footnoteText(doc, cited)?.position ?? null) : footnote === undefined ? null : referenceTo(doc, footnote);
  if (place === null) return false;
  editor
    .chain()
    .setTextSelection(place + (cited === undefined ? 1 : 2))
    .scrollIntoView()
    .focus()
    .run();
  return true;
}

/** From a citation to its footnote, or from a footnote to its citation, for who uses keys. */
export function jumpByKey(editor: Editor): void {
  const { doc, selection } = editor.state;
  const { $from } = selection;
  const within = $from.depth > 0 && $from.node(1).type.name === 'footnoteDefinition' ? String($from.node(1).attrs.label) : null;
  const near = [doc.nodeAt(selection.from), $from.nodeBefore].find((node) => node?.type.name === 'footnoteReference');
  const place = within !== null ? referenceTo(doc, within) : near ? (footnoteText(doc, String(near.attrs.label))?.position ?? null) : null;
  if (place === null) return;
  editor
    .chain()
    .setTextSelection(place + (within === null ? 2 : 1))
    .scrollIntoView()
    .focus()
    .run();
}
