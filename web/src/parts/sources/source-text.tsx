import { useMemo } from 'react';
import { CodePointIndex } from '../../../../src/shared/text/code-points.ts';
import type { Schema } from '../../api/client.ts';
import { placeOf } from '../../design/locator.ts';
import { texts } from '../../texts/index.ts';

type Stored = Schema<'SourceText'>;
type Block = Stored['blocks'][number];

/** A passage, in code points of the stored text. */
interface Passage {
  start: number;
  end: number;
}

/** The stored text beside where each part stands in the original; the passage is marked and scrolled to. */
export function SourceText({ stored, passage, isNarrow = false }: { stored: Stored; passage: Passage | null; isNarrow?: boolean }) {
  const index = useMemo(() => new CodePointIndex(stored.text), [stored.text]);
  const blocks: Block[] = stored.blocks.length > 0 ? stored.blocks : [{ start: 0, end: index.length, kind: 'paragraph', locator: {} }];
  return (
    <div className="flex flex-col gap-3">
      {blocks.map((block, at) => {
        const place = placeOf(block.locator);
        return (
          <div
            key={block.start}
            className={`grid gap-x-4 [contain-intrinsic-size:auto_60px] [content-visibility:auto] ${isNarrow ? '' : 'sm:grid-cols-[96px_minmax(0,1fr)]'}`}
          >
            <p className="pt-1 text-xs break-words text-soft" dir="auto">
              {place === placeOf(blocks[at - 1]?.locator) ? '' : place}
            </p>
            <p
              className={`font-serif text-md break-words whitespace-pre-line ${block.kind === 'heading' ? 'font-semibold' : ''}`}
              dir="auto"
            >
              <Marked index={index} block={block} passage={passage} />
            </p>
          </div>
        );
      })}
    </div>
  );
}

function Marked({ index, block, passage }: { index: CodePointIndex; block: Block; passage: Passage | null }) {
  const start = Math.max(block.start, passage?.start ?? Number.POSITIVE_INFINITY);
  const end = Math.min(block.end, passage?.end ?? 0);
  if (start >= end) return index.slice(block.start, block.end);
  const isFirst = passage !== null && passage.start >= block.start;
  return (
    <>
      {index.slice(block.start, start)}
      <mark
        ref={isFirst ? scrollTo : undefined}
        title={texts.source.marked}
        className="scroll-mt-24 bg-accent-wash text-ink underline decoration-accent"
      >
        {index.slice(start, end)}
      </mark>
      {index.slice(end, block.end)}
    </>
  );
}

function scrollTo(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'center' });
}
