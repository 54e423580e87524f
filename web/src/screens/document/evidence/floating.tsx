import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';

/** Space between the text and what floats at it, and to the window's edge. */
const gap = 8;

export interface Spot {
  left: number;
  top: number;
  bottom: number;
}

/** Stands at a place of the text and scrolls with it. @param width of what is in it, at most */
export function Floating({ at, above = false, width, children }: { at: Spot; above?: boolean; width: number; children: ReactNode }) {
  const left = Math.max(gap, Math.min(at.left, document.documentElement.clientWidth - width - gap)) + window.scrollX;
  const top = (above ? at.top - gap : at.bottom + gap) + window.scrollY;
  return createPortal(
    <div className={`absolute z-30 max-w-[calc(100vw-16px)] ${above ? '-translate-y-full' : ''}`} style={{ left, top, width }}>
      {children}
    </div>,
    document.body,
  );
}
