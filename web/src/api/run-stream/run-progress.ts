import { applyTextEvent, type SectionTexts, type TextEvent } from '../../../../src/shared/text/section-text.ts';
import type { Schema } from '../client.ts';

type Run = Schema<'Run'>;

export interface RunEvent {
  type: string;
  data: Record<string, unknown>;
}

/** What a run's events have told so far. Playing events twice, or from the start again, gives the same. */
export interface RunProgress {
  status: Run['status'] | null;
  waitingFor: Run['waitingFor'] | null;
  steps: Record<string, { status: 'running' | 'succeeded'; attempt: number }>;
  sources: { sourceId: string; title: string; address: string }[];
  /** The text of each section by its slug, in the order in which they began. */
  sections: SectionTexts;
  usage: Record<string, unknown> | null;
  isDone: boolean;
}

export function emptyProgress(): RunProgress {
  return { status: null, waitingFor: null, steps: {}, sources: [], sections: new Map(), usage: null, isDone: false };
}

/** @returns what is known after the event; the progress given is not changed */
export function afterEvent(progress: RunProgress, { type, data }: RunEvent): RunProgress {
  switch (type) {
    case 'run.status':
      return {
        ...progress,
        status: data.status as RunProgress['status'],
        waitingFor: (data.waitingFor as RunProgress['waitingFor']) ?? null,
        isDone: false,
      };
    case 'step.started':
      return withStep(progress, String(data.step), { status: 'running', attempt: Number(data.attempt) });
    case 'step.finished':
      return withStep(progress, String(data.step), { status: 'succeeded', attempt: progress.steps[String(data.step)]?.attempt ?? 1 });
    case 'source.found': {
      const source = data as unknown as RunProgress['sources'][number];
      const isKnown = progress.sources.some(({ sourceId }) => sourceId === source.sourceId);
      return isKnown ? progress : { ...progress, sources: [...progress.sources, source] };
    }
    case 'text.delta':
    case 'text.reset': {
      const sections = new Map(progress.sections);
      applyTextEvent(sections, { type, data } as unknown as TextEvent);
      return { ...progress, sections };
    }
    case 'usage':
      return { ...progress, usage: data };
    case 'done':
      return { ...progress, status: data.status as RunProgress['status'], isDone: true };
    default:
      return progress;
  }
}

function withStep(progress: RunProgress, name: string, step: RunProgress['steps'][string]): RunProgress {
  return { ...progress, steps: { ...progress.steps, [name]: step } };
}
