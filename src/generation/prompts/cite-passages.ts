import type { FootnoteReference, Nodes, Parent, PhrasingContent, Root } from 'mdast';
import type { AnswerRemovals } from './section-answer.ts';

const list = String.raw`\^?(\d{1,3}(?:\s*(?:[,;–-]|and|und|et|y)\s*\^?\d{1,3})*)`;
/** In round brackets only with the word, because a number alone may be anything there. */
const citation = new RegExp(
  String.raw`[ \t]*(?:[[【]\s*(?:passages?\s+)?${list}[^\]】[]{0,12}[\]】]|\((?:see\s+|siehe\s+)?(?:passages?|sources?|quellen?|textstellen?)\s+${list}\))`,
  'gi',
);
const manyAtMost = 20;

/**
 * Turns `[3]`, `[1, 2]` and `[2–4]` into footnote references that stand behind the punctuation, each once a place; numbers of passages that do not
 * exist are dropped. In place. @returns the numbers in order of first use
 */
export function citePassages(root: Root, passages: number, removed: AnswerRemovals): number[] {
  const cited = new Set<number>();
  const walk = (parent: Parent): void => {
    parent.children = parent.children.flatMap((child): Nodes[] => {
      if (child.type === 'text') return split(child.value, passages, cited, removed);
      if ('children' in child) walk(child);
      return [child];
    }) as typeof parent.children;
    settle(parent);
  };
  walk(root);
  return [...cited];
}

function split(value: string, passages: number, cited: Set<number>, removed: AnswerRemovals): PhrasingContent[] {
  const pieces: PhrasingContent[] = [];
  let from = 0;
  for (const match of value.matchAll(citation)) {
    const numbers = numbersIn(match[1] ?? match[2] ?? '');
    const known = numbers.filter((number) => number >= 1 && number <= passages);
    removed.unknownCitations += numbers.length - known.length;
    pushText(pieces, value.slice(from, match.index));
    for (const number of known) {
      cited.add(number);
      pieces.push(reference(number));
    }
    from = match.index + match[0].length;
  }
  pushText(pieces, value.slice(from));
  return pieces;
}

function numbersIn(list: string): number[] {
  return list.split(/[,;]|and|und|et|y/i).flatMap((part) => {
    const [first = 0, last = first] = part.split(/[–-]/).map((number) => Number(number.replace(/\D/g, '')));
    const count = Math.min(manyAtMost, Math.max(1, last - first + 1));
    return Array.from({ length: count }, (_, index) => first + index);
  });
}

/** Moves references behind the punctuation that follows them, and drops one that stands twice in a row. */
function settle(parent: Parent): void {
  const children: Nodes[] = [];
  for (const child of parent.children as Nodes[]) {
    const punctuation = child.type === 'text' ? (/^[.,;:!?…]+["'”’»)\]]*/.exec(child.value)?.[0] ?? '') : '';
    const references = trailingReferences(children);
    if (punctuation !== '' && references > 0 && child.type === 'text') {
      const moved = children.splice(children.length - references);
      appendText(children, punctuation);
      children.push(...moved);
      child.value = child.value.slice(punctuation.length);
    }
    if (child.type === 'text' && child.value === '') continue;
    if (child.type === 'footnoteReference' && standsAlready(children, child)) continue;
    if (child.type === 'text') appendText(children, child.value);
    else children.push(child);
  }
  parent.children = children as typeof parent.children;
}

function trailingReferences(children: readonly Nodes[]): number {
  const last = children.findLastIndex((child) => child.type !== 'footnoteReference');
  return children.length - 1 - last;
}

function standsAlready(children: readonly Nodes[], reference: FootnoteReference): boolean {
  return children
    .slice(children.length - trailingReferences(children))
    .some((child) => child.type === 'footnoteReference' && child.identifier === reference.identifier);
}

function appendText(children: Nodes[], value: string): void {
  const last = children.at(-1);
  if (last?.type === 'text') last.value += value;
  else children.push({ type: 'text', value });
}

function pushText(pieces: PhrasingContent[], value: string): void {
  if (value !== '') pieces.push({ type: 'text', value });
}

function reference(number: number): FootnoteReference {
  return { type: 'footnoteReference', identifier: String(number), label: String(number) };
}
