import type { Nodes, Parent } from 'mdast';
import { unmarked } from './answer-marks.ts';

/** Joins neighbouring text of a block, takes the stand-ins out and leaves no blanks where something was removed. In place. */
export function tidyText(block: Parent): void {
  join(block);
  const [first, last] = [block.children[0], block.children.at(-1)];
  if (first?.type === 'text') first.value = first.value.trimStart();
  if (last?.type === 'text') last.value = last.value.trimEnd();
}

function join(parent: Parent): void {
  const children: Nodes[] = [];
  for (const child of parent.children as Nodes[]) {
    const before = children.at(-1);
    if (child.type === 'inlineCode') child.value = unmarked(child.value);
    if ('children' in child) join(child);
    if (child.type !== 'text') children.push(child);
    else if (before?.type === 'text') before.value = plain(before.value + child.value);
    else children.push({ ...child, value: plain(child.value) });
  }
  parent.children = children as typeof parent.children;
}

function plain(text: string): string {
  return unmarked(text)
    .replace(/[ \t]{2,}/g, ' ')
    .replace(/ +(?=[.,;!?](?:\s|$))/g, '');
}
