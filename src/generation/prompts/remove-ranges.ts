import type { Heading, Paragraph, PhrasingContent, TableCell } from 'mdast';

export interface TextRange {
  start: number;
  end: number;
}

/** The text of a block as ranges count it: a line break as one, footnote references as nothing. */
export function flatText(children: readonly PhrasingContent[]): string {
  return children
    .map((child) => ('children' in child ? flatText(child.children) : 'value' in child ? child.value : child.type === 'break' ? '\n' : ''))
    .join('');
}

/** Removes ranges of a block's text, wherever in its nested children they lie, with the footnote references in and right behind them. In place. */
export function removeRanges(paragraph: Paragraph | TableCell | Heading, ranges: readonly TextRange[]): void {
  if (ranges.length > 0) paragraph.children = prune(paragraph.children, ranges, { at: 0 });
}

function prune(children: readonly PhrasingContent[], ranges: readonly TextRange[], position: { at: number }): PhrasingContent[] {
  return children.flatMap((child): PhrasingContent[] => {
    if ('children' in child) {
      const kept = prune(child.children as PhrasingContent[], ranges, position);
      return kept.length === 0 ? [] : [{ ...child, children: kept } as PhrasingContent];
    }
    const start = position.at;
    if (child.type === 'break') {
      position.at += 1;
      return isInside(start, ranges) ? [] : [child];
    }
    if (!('value' in child)) return ranges.some((range) => start > range.start && start <= range.end) ? [] : [child];
    position.at += child.value.length;
    const value = [...ranges].reverse().reduce((text, range) => cut(text, range.start - start, range.end - start), child.value);
    return value === '' ? [] : [{ ...child, value }];
  });
}

function isInside(at: number, ranges: readonly TextRange[]): boolean {
  return ranges.some(({ start, end }) => at >= start && at < end);
}

function cut(text: string, start: number, end: number): string {
  if (end <= 0 || start >= text.length) return text;
  return text.slice(0, Math.max(0, start)) + text.slice(Math.max(0, end));
}
