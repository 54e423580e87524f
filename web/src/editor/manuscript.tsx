import './manuscript.css';
import { type Editor, EditorContent, useEditor } from '@tiptap/react';
import { useEffect } from 'react';
import { texts } from '../texts/index.ts';
import { extensions } from './extensions.ts';
import type { EditorNode } from './markdown/editor-json.ts';

/** The text of a piece, to be written in. @param onReady gets the editor, from which margins and commands work */
export function Manuscript({
  document,
  onChange,
  onReady,
}: {
  /** What it begins with; later it is changed through the editor. */
  document: EditorNode;
  onChange: () => void;
  onReady: (editor: Editor) => void;
}) {
  const editor = useEditor({
    extensions,
    content: document,
    injectCSS: false,
    immediatelyRender: true,
    shouldRerenderOnTransaction: false,
    onUpdate: onChange,
    editorProps: {
      attributes: {
        class: 'manuscript',
        'aria-label': texts.manuscript.text,
        'aria-multiline': 'true',
        role: 'textbox',
        dir: 'auto',
      },
    },
  });
  useEffect(() => {
    onReady(editor);
  }, [editor, onReady]);
  return <EditorContent editor={editor} />;
}
