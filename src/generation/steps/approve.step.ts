import type { OutlineItem } from '../runs/run.ts';
import { type StepDefinition, StepWaits } from '../runs/step.ts';
import { outlineStep } from './outline.step.ts';
import type { StepServices } from './services.ts';

/** Waits for a person's word on the outline when the brief asks for it. */
export const approveStep: StepDefinition<StepServices, { outline: OutlineItem[] }> = {
  name: 'approve',
  async run({ run, input, result }) {
    const proposed = result(outlineStep).outline;
    if (!run.brief.approveOutline) return { result: { outline: proposed } };
    const approved = input as { outline: OutlineItem[] | null } | null;
    if (approved === null) throw new StepWaits('outline', 'The outline waits to be approved');
    return { result: { outline: approved.outline ?? proposed } };
  },
};
