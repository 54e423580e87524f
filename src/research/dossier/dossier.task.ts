import { buildDossier, type Dossier, type DossierRequest } from './dossier.ts';

/** Runs in the dossier thread. */
export default function dossier(request: DossierRequest): Promise<Dossier> {
  return buildDossier(request);
}
