import { common } from './en/common.ts';
import { manuscript, margin } from './en/document.ts';
import { evidence, outline } from './en/evidence.ts';
import { intake } from './en/intake.ts';
import { library, trash } from './en/library.ts';
import { newPiece, runs } from './en/pieces.ts';
import { shell, signedOut } from './en/shell.ts';
import { source, sourcePanel, sources } from './en/sources.ts';
import { pseudo } from './pseudo.ts';

const english = {
  common,
  shell,
  signedOut,
  library,
  trash,
  manuscript,
  margin,
  evidence,
  outline,
  intake,
  sources,
  source,
  sourcePanel,
  newPiece,
  runs,
};

/** Every word the page says, by screen. The pseudo-locale lengthens and marks each, so that a test sees what is not from here. */
export const texts: typeof english = wantsPseudo() ? pseudo(english) : english;

function wantsPseudo(): boolean {
  try {
    return localStorage.getItem('aiwriter.locale') === 'pseudo';
  } catch {
    return false;
  }
}
