import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type Key, type ReactNode, useEffect, useRef } from 'react';

/** A long list of which only what is in view stands in the document. */
export function VirtualList<Item>({
  items,
  keyOf,
  rowHeight,
  label,
  onEnd,
  render,
}: {
  items: readonly Item[];
  keyOf: (item: Item) => Key;
  /** Of a usual row, pixels; each is measured when it is shown. */
  rowHeight: number;
  label: string;
  /** Called when the end comes into view: more may be fetched. */
  onEnd?: () => void;
  render: (item: Item) => ReactNode;
}) {
  const list = useRef<HTMLUListElement>(null);
  const virtualizer = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => rowHeight,
    overscan: 10,
    scrollMargin: list.current?.offsetTop ?? 0,
    getItemKey: (index) => keyOf(items[index] as Item),
  });
  const rows = virtualizer.getVirtualItems();
  const isAtEnd = rows.at(-1)?.index === items.length - 1;
  useEffect(() => {
    if (isAtEnd) onEnd?.();
  }, [isAtEnd, onEnd]);
  return (
    <ul ref={list} aria-label={label} className="relative" style={{ height: virtualizer.getTotalSize() }}>
      {rows.map((row) => (
        <li
          key={row.key}
          ref={virtualizer.measureElement}
          data-index={row.index}
          aria-setsize={items.length}
          aria-posinset={row.index + 1}
          className="absolute inset-x-0 top-0 border-b border-line"
          style={{ transform: `translateY(${row.start - virtualizer.options.scrollMargin}px)` }}
        >
          {render(items[row.index] as Item)}
        </li>
      ))}
    </ul>
  );
}
