import type { OutlineItem } from '../runs/run.ts';
import type { StepDefinition } from '../runs/step.ts';
import { dossierStep } from './dossier.step.ts';
import type { StepServices } from './services.ts';

/** The outline of a piece that is copied: as the brief has it, else as the sources suggest. */
export const outlineStep: StepDefinition<StepServices, { outline: OutlineItem[] }> = {
  name: 'outline',
  async run({ run, result }) {
    const outline = run.brief.outline ?? result(dossierStep).outline.map(({ heading }) => ({ heading }));
    return { result: { outline } };
  },
};
