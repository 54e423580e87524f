import { useEffect, useMemo } from 'react';
import { useShortcuts } from '../../../app/shortcuts.ts';
import { toast } from '../../../app/toasts.tsx';
import { changeEvidence, type Look, walkMarks } from '../../../editor/evidence/evidence-marks.ts';
import { moveSection, sectionAt, sectionsOf } from '../../../editor/outline/sections.ts';
import { texts } from '../../../texts/index.ts';
import { useDesk } from '../desk-context.ts';
import { useCheckState, useFollowCheck } from './check-run.ts';
import { CitationPopover } from './citation-popover.tsx';
import { PassagePicker } from './passage-picker.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { useAskPassages } from './use-ask-passages.ts';
import { jumpByKey } from './use-chip.ts';
import { useEvidence, type Verdict } from './use-evidence.ts';
import { useMarks } from './use-marks.ts';

const looks: Record<Verdict, Look> = {
  partly: 'partly',
  contradicted: 'contradicted',
  unsupported: 'unsupported',
  supported: null,
  unchecked: null,
  look: null,
};

/** What the sources say, in the text itself: marks, what a citation says, passages to cite. */
export function EvidenceOnText() {
  const { editor } = useDesk();
  const { asked } = useMarks(editor);
  const check = useCheckState();
  useShownMarks();
  useEvidenceKeys();
  return (
    <>
      {check !== null && !check.isDone && <FollowCheck key={check.runId} runId={check.runId} />}
      {asked === null ? <SelectionBar /> : <PassagePicker key={asked.text} sentence={asked} />}
      <CitationPopover />
    </>
  );
}

function FollowCheck({ runId }: { runId: string }) {
  useFollowCheck(runId);
  return null;
}

/** What the check found, or the writer dismissed, is shown in the text. */
function useShownMarks(): void {
  const { editor } = useDesk();
  const { judged, saved } = useEvidence();
  const locale = saved.data?.language ?? 'en';
  useEffect(() => {
    if (editor.isDestroyed) return;
    const claims = judged.map(({ claim, verdict, isOpen, isDismissed }) => ({
      text: claim.text,
      look: isDismissed ? null : looks[verdict],
      isOpen,
    }));
    changeEvidence(editor.view, { claims, locale });
  }, [editor, judged, locale]);
}

function useEvidenceKeys(): void {
  const { editor } = useDesk();
  const ask = useAskPassages();
  useShortcuts(
    useMemo(() => {
      const walk = (direction: 1 | -1) => {
        if (!walkMarks(editor.view, direction)) toast(texts.evidence.noMarks);
      };
      const move = (direction: 'up' | 'down') => {
        const index = sectionAt(sectionsOf(editor.state.doc), editor.state.selection.from);
        const transaction = moveSection(editor.state, index, direction);
        if (transaction !== null) editor.view.dispatch(transaction);
      };
      return [
        { keys: 'F8', label: texts.evidence.next, run: () => walk(1), inText: true },
        { keys: 'Shift+F8', label: texts.evidence.previous, run: () => walk(-1), inText: true },
        { keys: 'F9', label: texts.evidence.citeKey, run: ask, inText: true },
        { keys: 'Shift+F9', label: texts.evidence.toFootnote, run: () => jumpByKey(editor), inText: true },
        { keys: 'Alt+Shift+ArrowUp', label: texts.outline.moveUp, run: () => move('up'), inText: true },
        { keys: 'Alt+Shift+ArrowDown', label: texts.outline.moveDown, run: () => move('down'), inText: true },
      ];
    }, [editor, ask]),
  );
}
