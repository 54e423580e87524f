import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { type EditorState, Plugin, PluginKey, TextSelection, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import { placeClaims } from './place-claims.ts';
import { fold, type PlacedSentence } from './prose.ts';

/** How a sentence is underlined; null for a calm one. */
export type Look = 'partly' | 'contradicted' | 'unsupported' | null;

export interface MarkedClaim {
  text: string;
  look: Look;
  /** Walked by key: asks for a decision of the writer. */
  isOpen: boolean;
}

export interface EvidenceState {
  claims: readonly MarkedClaim[];
  locale: string;
  /** Of each claim; null once its sentence is another. */
  places: readonly (PlacedSentence | null)[];
  /** Number of the claim one looks at, or -1. */
  current: number;
  /** The sentence passages are asked for; by a key they take the focus, by a click one goes on writing. */
  asked: (PlacedSentence & { takesFocus: boolean }) | null;
  decorations: DecorationSet;
}

type Change = Partial<Pick<EvidenceState, 'claims' | 'locale' | 'current' | 'asked'>> & { anew?: true };

const evidenceKey = new PluginKey<EvidenceState>('evidence');
/** A sentence that came back, by undo say, gets its mark again after this time without a key, milliseconds. */
const settleMs = 300;
/** Kept free above and below what is scrolled to: the bars at the top cover the text. */
const room = { top: 120, right: 8, bottom: 80, left: 8 };

/** What the check found, as marks in the text that follow what is typed. */
export const EvidenceMarks = Extension.create({
  name: 'evidenceMarks',
  addProseMirrorPlugins: () => [
    new Plugin<EvidenceState>({
      key: evidenceKey,
      state: {
        init: () => ({ claims: [], locale: 'en', places: [], current: -1, asked: null, decorations: DecorationSet.empty }),
        apply: (transaction, state) => nextState(transaction, state),
      },
      props: {
        decorations: (state) => evidenceKey.getState(state)?.decorations,
        handleClick: openAt,
        handleKeyDown: closeOnEscape,
        scrollMargin: room,
        scrollThreshold: room,
      },
      view: settle,
    }),
  ],
});

export function changeEvidence(view: EditorView, change: Change): void {
  view.dispatch(view.state.tr.setMeta(evidenceKey, change).setMeta('addToHistory', false));
}

export function evidenceOf(state: EditorState): EvidenceState {
  const found = evidenceKey.getState(state);
  if (found === undefined) throw new Error('The editor has no marks of evidence.');
  return found;
}

/** Selects the sentence of a claim and scrolls to it. @returns false when it has no place */
export function goToClaim(view: EditorView, index: number): boolean {
  const place = evidenceOf(view.state).places[index];
  if (!place) return false;
  const transaction = view.state.tr.setSelection(TextSelection.create(view.state.doc, place.from, place.to));
  view.dispatch(transaction.setMeta(evidenceKey, { current: index } satisfies Change).scrollIntoView());
  view.focus();
  return true;
}

/** The next mark behind the cursor, or before it; around the ends. @returns false when there is none */
export function walkMarks(view: EditorView, direction: 1 | -1): boolean {
  const { claims, places } = evidenceOf(view.state);
  const open = places
    .flatMap((place, index) => (place !== null && claims[index]?.isOpen === true ? [{ index, from: place.from }] : []))
    .sort((one, other) => one.from - other.from);
  const { from } = view.state.selection;
  const next = direction === 1 ? open.find((mark) => mark.from > from) : open.findLast((mark) => mark.from < from);
  const chosen = next ?? (direction === 1 ? open[0] : open.at(-1));
  return chosen !== undefined && goToClaim(view, chosen.index);
}

function nextState(transaction: Transaction, before: EvidenceState): EvidenceState {
  const change = transaction.getMeta(evidenceKey) as Change | undefined;
  if (change === undefined && !transaction.docChanged) return before;
  const { anew, ...parts } = change ?? {};
  const state = { ...(transaction.docChanged ? followed(transaction, before) : before), ...parts };
  if (anew || parts.claims !== undefined || parts.locale !== undefined) {
    state.places = placeClaims(transaction.doc, state.claims, state.locale);
  }
  if (change !== undefined || state.places.some((place, index) => (place === null) !== (before.places[index] === null))) {
    state.decorations = decorationsOf(transaction.doc, state);
  }
  return state;
}

/** Moves what is known along with the text; a sentence that was changed loses its place. */
function followed(transaction: Transaction, before: EvidenceState): EvidenceState {
  const { doc, mapping } = transaction;
  const start = transaction.before.content.findDiffStart(doc.content) ?? doc.content.size;
  const end = Math.max(start, transaction.before.content.findDiffEnd(doc.content)?.b ?? start);
  const follow = (place: PlacedSentence | null) => {
    if (place === null) return null;
    const [from, to] = [mapping.map(place.from, 1), mapping.map(place.to, -1)];
    const isTouched = from <= end && to >= start;
    return from < to && (!isTouched || saidBetween(doc, from, to) === place.text) ? { ...place, from, to } : null;
  };
  return {
    ...before,
    places: before.places.map(follow),
    asked: null,
    decorations: before.decorations.map(mapping, doc),
  };
}

function saidBetween(document: Node, from: number, to: number): string {
  return fold(document.textBetween(from, to, '¶', (leaf) => (leaf.type.name.endsWith('Break') ? ' ' : '')));
}

function decorationsOf(document: Node, { claims, places, current, asked }: EvidenceState): DecorationSet {
  const decorations = places.flatMap((place, index) => {
    const look = claims[index]?.look ?? null;
    return place === null || look === null ? [] : [Decoration.inline(place.from, place.to, { class: `evidence-mark evidence-${look}` })];
  });
  const focus = asked ?? places[current] ?? null;
  if (focus !== null) decorations.push(Decoration.inline(focus.from, focus.to, { class: 'evidence-current' }));
  return DecorationSet.create(document, decorations);
}

/** A click on a mark shows what the sources say of it; a click elsewhere puts that away. */
function openAt(view: EditorView, position: number): boolean {
  const { claims, places, asked } = evidenceOf(view.state);
  const index = places.findIndex(
    (place, at) => place !== null && (claims[at]?.look ?? null) !== null && place.from <= position && position <= place.to,
  );
  if (index !== -1) {
    // The browser tells of its cursor later; a mark that is drawn anew before would put the old one back.
    const cursor = TextSelection.near(view.state.doc.resolve(position));
    const change: Change = { current: index, asked: askedAt(places[index] ?? null) };
    view.dispatch(view.state.tr.setSelection(cursor).setMeta(evidenceKey, change));
  } else if (asked !== null) changeEvidence(view, { asked: null });
  return false;
}

function askedAt(place: PlacedSentence | null): EvidenceState['asked'] {
  return place === null ? null : { ...place, takesFocus: false };
}

function closeOnEscape(view: EditorView, event: KeyboardEvent): boolean {
  if (event.key !== 'Escape' || evidenceOf(view.state).asked === null) return false;
  changeEvidence(view, { asked: null });
  return true;
}

function settle() {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    update(view: EditorView, before: EditorState) {
      const { places } = evidenceOf(view.state);
      if (view.state.doc === before.doc || places.every((place) => place !== null)) return;
      clearTimeout(timer);
      timer = setTimeout(() => changeEvidence(view, { anew: true }), settleMs);
    },
    destroy: () => clearTimeout(timer),
  };
}
