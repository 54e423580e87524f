import type { Dossier, DossierRequest } from './dossier.ts';

/** `buildDossier`, whose rules and word lists are loaded with the first dossier and not with the program. */
export async function buildDossierOnDemand(request: DossierRequest): Promise<Dossier> {
  const { buildDossier } = await import('./dossier.ts');
  return buildDossier(request);
}
