import { BookOpenText, FilePlus2, Library, type LucideIcon, Play, Trash2 } from 'lucide-react';
import { texts } from '../texts/index.ts';

/** The places of the page, in the order they are listed. */
export const destinations: readonly { to: string; label: string; icon: LucideIcon; keys: string }[] = [
  { to: '/', label: texts.shell.library, icon: Library, keys: 'g l' },
  { to: '/sources', label: texts.shell.sources, icon: BookOpenText, keys: 'g s' },
  { to: '/new', label: texts.shell.newPiece, icon: FilePlus2, keys: 'g n' },
  { to: '/runs', label: texts.shell.runs, icon: Play, keys: 'g r' },
  { to: '/trash', label: texts.shell.trash, icon: Trash2, keys: 'g t' },
];
