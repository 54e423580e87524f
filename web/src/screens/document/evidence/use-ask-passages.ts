import { useCallback } from 'react';
import { toast } from '../../../app/toasts.tsx';
import { changeEvidence, evidenceOf } from '../../../editor/evidence/evidence-marks.ts';
import { sentenceAt } from '../../../editor/evidence/prose.ts';
import { texts } from '../../../texts/index.ts';
import { useDesk } from '../desk-context.ts';

/** Shows what the sources say of the sentence the cursor, or the selection's end, is in. */
export function useAskPassages(): () => void {
  const { editor } = useDesk();
  return useCallback(() => {
    const { state, view } = editor;
    const { from, to, empty } = state.selection;
    const asked = sentenceAt(state.doc, empty ? from : Math.max(from, to - 1), evidenceOf(state).locale);
    if (asked === null) toast(texts.evidence.noSentence);
    else changeEvidence(view, { asked: { ...asked, takesFocus: true } });
  }, [editor]);
}
