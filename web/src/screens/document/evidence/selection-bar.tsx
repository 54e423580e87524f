import { useEditorState } from '@tiptap/react';
import { Copy, Quote } from 'lucide-react';
import { toast } from '../../../app/toasts.tsx';
import { Button } from '../../../design/button.tsx';
import { texts } from '../../../texts/index.ts';
import { useDesk } from '../desk-context.ts';
import { Floating } from './floating.tsx';
import { useAskPassages } from './use-ask-passages.ts';

/** What can be done with the selected words. */
export function SelectionBar() {
  const { editor } = useDesk();
  const ask = useAskPassages();
  const selected = useEditorState({
    editor,
    selector: ({ editor: { state, isFocused } }) => {
      const { from, to } = state.selection;
      const text = state.doc.textBetween(from, to, '\n', (leaf) => (leaf.type.name.endsWith('Break') ? ' ' : ''));
      return isFocused && text.trim() !== '' ? { from, text } : null;
    },
  });
  if (selected === null || editor.isDestroyed) return null;
  const copy = () => navigator.clipboard.writeText(selected.text).then(() => toast(texts.common.copied));
  return (
    <Floating at={editor.view.coordsAtPos(selected.from)} above width={176}>
      <div
        role="toolbar"
        aria-label={texts.evidence.selection}
        // The selection stays where it is.
        onMouseDown={(event) => event.preventDefault()}
        className="flex w-fit gap-1 rounded-panel border border-line bg-raised p-1 shadow-panel"
      >
        <Button kind="quiet" icon={Quote} title="F9" onClick={ask}>
          {texts.evidence.cite}
        </Button>
        <Button kind="quiet" icon={Copy} onClick={copy}>
          {texts.evidence.copy}
        </Button>
      </div>
    </Floating>
  );
}
