import type { OutlineItem } from '../runs/run.ts';
import { type StepDefinition, StepWaits } from '../runs/step.ts';
import { type Outline, outlineStep, quotesFor } from './outline.step.ts';
import type { StepServices } from './services.ts';

/** Waits for a person's word on the outline when the brief asks for it. */
export const approveStep: StepDefinition<StepServices, Outline> = {
  name: 'approve',
  async run({ run, input, result }) {
    const proposed = result(outlineStep);
    if (!run.brief.approveOutline) return { result: proposed };
    const approved = input as { outline: OutlineItem[] | null } | null;
    if (approved === null) throw new StepWaits('outline', 'The outline waits to be approved');
    const edited = approved.outline?.map((item) => ({ ...item, quotes: quotesFor(item.heading, proposed.outline) }));
    return { result: edited === undefined ? proposed : { title: proposed.title, outline: edited } };
  },
};
