import { TaskThread } from '../../shared/threads/task-thread.ts';
import type { Dossier, DossierRequest } from './dossier.ts';

/** Characters of all sources together, above which their pairs take longer to sort than others may wait. */
const mostCharacters = 100_000;

const thread = new TaskThread<DossierRequest, Dossier>({
  name: 'Reading the sources',
  module: new URL('./dossier.task.ts', import.meta.url),
  deadlineMs: 15 * 60_000,
  heapMegabytes: 1536,
  idleMs: 30_000,
});

/**
 * `buildDossier`, whose rules and word lists are loaded with the first dossier and not with the program; many or long sources are read in a thread.
 * Throws what `TaskThread` does. @param signal ends the reading of long sources
 */
export async function buildDossierOnDemand(request: DossierRequest, signal?: AbortSignal): Promise<Dossier> {
  const characters = request.sources.reduce((sum, { text }) => sum + text.length, 0);
  if (characters > mostCharacters) return thread.run(request, signal);
  const { buildDossier } = await import('./dossier.ts');
  return buildDossier(request);
}

/** The dossier as a document and in a sentence; the words it is put in are loaded in the same way. */
export async function dossierTextOnDemand(dossier: Dossier): Promise<{ markdown: string; description: string }> {
  const { dossierDescription, dossierMarkdown } = await import('./dossier-markdown.ts');
  return { markdown: dossierMarkdown(dossier), description: dossierDescription(dossier) };
}
