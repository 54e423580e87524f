import { assertVersions, type GraphVersions } from '../runs/graph.ts';
import type { Run } from '../runs/run.ts';
import type { StepDefinition } from '../runs/step.ts';
import { approveStep } from './approve.step.ts';
import { assembleStep } from './assemble.step.ts';
import { checkStep } from './check.step.ts';
import { composeStep } from './compose.step.ts';
import { dossierStep } from './dossier.step.ts';
import { gatherStep } from './gather.step.ts';
import { keepDossierStep } from './keep-dossier.step.ts';
import { outlineStep } from './outline.step.ts';
import { passagesStep } from './passages.step.ts';
import { rewriteStep } from './rewrite.step.ts';
import { savePieceStep } from './save-piece.step.ts';
import { sectionStep } from './section.step.ts';
import type { StepServices } from './services.ts';
import { verifyStep } from './verify.step.ts';

/** What each kind of run does, in order. Who changes a graph puts a new version before the old one. */
const graphs = {
  research: [
    {
      version: 1,
      entries: [
        { step: 'gather', after: [] },
        { step: 'dossier', after: ['gather'] },
        { step: 'keep', after: ['dossier'] },
      ],
    },
  ],
  'write.extractive': [
    {
      version: 1,
      entries: [
        { step: 'gather', after: [] },
        { step: 'dossier', after: ['gather'] },
        { step: 'outline', after: ['dossier'] },
        { step: 'approve', after: ['outline'] },
        { step: 'compose', after: ['approve'] },
        { step: 'save', after: ['compose'] },
      ],
    },
  ],
  'write.model': [
    {
      version: 1,
      entries: [
        { step: 'gather', after: [] },
        { step: 'dossier', after: ['gather'] },
        { step: 'outline', after: ['dossier'] },
        { step: 'approve', after: ['outline'] },
        { step: 'passages', after: ['approve'] },
        { step: 'section', after: ['passages'], each: 'passages' },
        { step: 'assemble', after: ['section'] },
        { step: 'verify', after: ['assemble'] },
        { step: 'save', after: ['verify'] },
      ],
    },
  ],
  'write.section': [
    {
      version: 1,
      entries: [
        { step: 'gather', after: [] },
        { step: 'rewrite', after: ['gather'] },
      ],
    },
  ],
  check: [
    {
      version: 1,
      entries: [
        { step: 'gather', after: [] },
        { step: 'check', after: ['gather'] },
      ],
    },
  ],
} satisfies Record<string, GraphVersions>;

const definitions: readonly StepDefinition<StepServices, unknown>[] = [
  gatherStep,
  dossierStep,
  keepDossierStep,
  outlineStep,
  approveStep,
  composeStep,
  passagesStep,
  sectionStep,
  assembleStep,
  verifyStep,
  savePieceStep,
  rewriteStep,
  checkStep,
];

/** All steps by name. */
export const steps: ReadonlyMap<string, StepDefinition<StepServices, unknown>> = new Map(definitions.map((step) => [step.name, step]));

for (const [name, versions] of Object.entries<GraphVersions>(graphs)) {
  assertVersions(name, versions);
  const unknown = versions.flatMap(({ entries }) => entries).find((entry) => !steps.has(entry.step));
  if (unknown !== undefined) throw new Error(`Step graph ${name}: no step is called ${unknown.step}`);
}

export function graphsOf(run: Pick<Run, 'kind' | 'author' | 'section'>): GraphVersions {
  if (run.kind === 'research') return graphs.research;
  if (run.kind === 'check') return graphs.check;
  if (run.section !== null) return graphs['write.section'];
  return run.author === 'model' ? graphs['write.model'] : graphs['write.extractive'];
}
