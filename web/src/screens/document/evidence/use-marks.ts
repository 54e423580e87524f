import { type Editor, useEditorState } from '@tiptap/react';
import { type EvidenceState, evidenceOf } from '../../../editor/evidence/evidence-marks.ts';

/** The marks as they are in the text now. */
export function useMarks(editor: Editor): EvidenceState {
  return useEditorState({ editor, selector: ({ editor: now }) => evidenceOf(now.state), equalityFn: (one, other) => one === other });
}
