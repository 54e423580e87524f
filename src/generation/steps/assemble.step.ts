import { joinSections } from '../../content/index.ts';
import type { StepDefinition } from '../runs/step.ts';
import { approveStep } from './approve.step.ts';
import { sectionStep } from './section.step.ts';
import type { Piece, StepServices } from './services.ts';

/** Puts the sections together in reading order, with one numbering of their footnotes. */
export const assembleStep: StepDefinition<StepServices, Piece> = {
  name: 'assemble',
  async run({ run, result, results }) {
    const sections = results(sectionStep);
    const body = await joinSections(sections.map(({ heading, body }) => `## ${escapeHeading(heading)}\n\n${body}`));
    const sources = [...new Set(sections.flatMap((section) => section.sources))];
    return { result: { title: result(approveStep).title, language: run.brief.language, body, sources, notice: null } };
  },
};

/** A heading is plain text. */
function escapeHeading(heading: string): string {
  return heading.replace(/[\\`*_[\]<>#&]/g, '\\$&');
}
