import type { Editor } from '@tiptap/react';
import { createContext, useContext } from 'react';
import type { DraftSaver, DraftText } from '../../editor/draft-saver.ts';

/** The piece on the desk, for all that stands beside the manuscript. */
export interface DeskPiece {
  id: string;
  editor: Editor;
  saver: DraftSaver;
  /** The text as it is now, in Markdown. */
  read: () => Promise<DraftText>;
}

export const DeskContext = createContext<DeskPiece | null>(null);

export function useDesk(): DeskPiece {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error('There is no desk around this component.');
  return desk;
}
