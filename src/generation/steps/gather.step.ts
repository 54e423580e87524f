import { AppError } from '../../shared/errors.ts';
import { mapBounded } from '../../shared/map-bounded.ts';
import type { RunEvent, StepContext, StepDefinition } from '../runs/step.ts';
import { type FoundSource, type StepServices, scopeOf } from './services.ts';

/** Sources fetched or parsed at the same time. */
const parallelSources = 3;
/** Sources taken from the library or the web when the brief names none. */
const foundAtMost = 8;

/** Brings together what the run works from: what was named, else what the library and the web hold on the topic. */
export const gatherStep: StepDefinition<StepServices, { sources: FoundSource[] }> = {
  name: 'gather',
  async run(context) {
    const named = await addAll(context, context.run.sources);
    const sources = unique(named.length > 0 ? named : await findByTopic(context));
    if (sources.length === 0) {
      throw new AppError('validation_failed', 'There are no sources to work from', {
        hint: 'Name a file or a page as a source, add some to the library, or configure a search engine such as SEARXNG_URL.',
      });
    }
    return { result: { sources }, events: sources.map(foundEvent) };
  },
};

function addAll({ run, services, signal }: StepContext<StepServices>, sources: readonly unknown[]): Promise<FoundSource[]> {
  return mapBounded(sources, parallelSources, (source) => services.addSource(scopeOf(run), source, signal));
}

async function findByTopic(context: StepContext<StepServices>): Promise<FoundSource[]> {
  const { run, services, signal } = context;
  if (run.documentId !== null) {
    const document = await services.document(scopeOf(run), run.documentId);
    const cited = document.sources.map(({ id }) => id);
    const kept = await services.presentSources(scopeOf(run), cited);
    if (kept.length > 0) return kept;
  }
  const topic = [run.brief.topic, ...run.brief.keywords].join(' ').trim();
  if (topic === '') return [];
  const own = await services.findSources(scopeOf(run), topic, foundAtMost);
  const missing = foundAtMost - own.length;
  const pages = missing > 0 ? await services.searchWeb(scopeOf(run), run, topic, missing, signal) : [];
  const fetched = await mapBounded(pages, parallelSources, (page) => fetchPage(context, page.url));
  return [...own, ...fetched.filter((source) => source !== null)];
}

/** A page that a search named may be away or closed to us; the others still serve. */
async function fetchPage({ run, services, signal }: StepContext<StepServices>, url: string): Promise<FoundSource | null> {
  try {
    return await services.addSource(scopeOf(run), { kind: 'url', url }, signal);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

function unique(sources: readonly FoundSource[]): FoundSource[] {
  return [...new Map(sources.map((source) => [source.id, source])).values()];
}

function foundEvent({ id, title, address }: FoundSource): RunEvent {
  return { type: 'source.found', data: { sourceId: id, title, address } };
}
