import type { StepContext } from '../runs/step.ts';
import { dossierStep } from './dossier.step.ts';
import type { StepServices } from './services.ts';

/** BCP 47 tag of the language a piece is written in: the one asked for, else the one the dossier found the topic to be in. */
export function pieceLanguage({ run, result }: Pick<StepContext<StepServices>, 'run' | 'result'>): string {
  return run.brief.language ?? result(dossierStep).language;
}
