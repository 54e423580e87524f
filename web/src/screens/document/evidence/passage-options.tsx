import { useEffect, useRef } from 'react';
import type { Schema } from '../../../api/client.ts';
import { placeOf } from '../../../design/locator.ts';
import { texts } from '../../../texts/index.ts';

/** Passages of sources, one of them chosen. */
export function PassageOptions({
  passages,
  chosen,
  onChoose,
  onTake,
  takesFocus,
}: {
  passages: Schema<'Answer'>['passages'];
  chosen: number;
  onChoose: (index: number) => void;
  onTake: (index: number) => void;
  takesFocus: boolean;
}) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (takesFocus) list.current?.focus({ preventScroll: true });
  }, [takesFocus]);
  if (passages.length === 0) {
    return (
      <div>
        <p className="font-medium">{texts.evidence.noPassages}</p>
        <p className="text-soft">{texts.evidence.noPassagesHint}</p>
      </div>
    );
  }
  return (
    <div
      role="listbox"
      aria-label={texts.evidence.passages}
      aria-activedescendant={`passage-${chosen}`}
      tabIndex={0}
      ref={list}
      className="max-h-80 overflow-y-auto rounded-control"
    >
      {passages.map(({ sourceId, sourceTitle, quote }, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: keys go to the list
        <div
          key={`${sourceId}:${quote.start}`}
          id={`passage-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === chosen}
          ref={(option) => {
            if (index === chosen) option?.scrollIntoView({ block: 'nearest' });
          }}
          onMouseMove={() => onChoose(index)}
          onClick={() => onTake(index)}
          className="cursor-pointer rounded-control border-l-2 border-transparent px-3 py-2 aria-selected:border-accent aria-selected:bg-accent-wash"
        >
          <p dir="auto" className="font-serif text-md">
            “{quote.exact}”
          </p>
          <p className="text-sm text-soft">
            <bdi>{sourceTitle}</bdi>
            {placeOf(quote.locator) && <span className="tabular">, {placeOf(quote.locator)}</span>}
          </p>
        </div>
      ))}
    </div>
  );
}
