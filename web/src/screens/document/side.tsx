import { PanelLeft, PanelRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { IconButton } from '../../design/button.tsx';
import { Sheet } from '../../design/sheet.tsx';
import { useMediaQuery } from '../../design/use-media-query.ts';

/** Below this width a side is a sheet over the manuscript. */
const wide = '(min-width: 1024px)';
const icons = { left: PanelLeft, right: PanelRight };
const widths = { left: 'w-70 border-r', right: 'w-80 border-l' };

/** One of the two sides: there, folded away, or a sheet on a narrow screen. Its button stands where `toggle` puts it. */
export function useSide(at: 'left' | 'right', label: string, content: () => ReactNode): { toggle: ReactNode; side: ReactNode } {
  const isWide = useMediaQuery(wide);
  const [isFolded, setFolded] = useState(false);
  const [isSheetOpen, setSheetOpen] = useState(false);
  const isOpen = isWide ? !isFolded : isSheetOpen;
  const toggle = (
    <IconButton
      label={label}
      icon={icons[at]}
      aria-expanded={isOpen}
      onClick={() => (isWide ? setFolded(!isFolded) : setSheetOpen(!isSheetOpen))}
    />
  );
  if (!isOpen) return { toggle, side: null };
  if (!isWide) {
    return {
      toggle,
      side: (
        <Sheet at={at} label={label} onClose={() => setSheetOpen(false)}>
          {content()}
        </Sheet>
      ),
    };
  }
  return {
    toggle,
    side: (
      <aside aria-label={label} className={`sticky top-23 flex h-[calc(100dvh-92px)] shrink-0 flex-col border-line ${widths[at]}`}>
        {content()}
      </aside>
    ),
  };
}
