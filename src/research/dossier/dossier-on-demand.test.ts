import { expect, it } from 'vitest';
import { plainSource } from '../../../tests/support/plain-sources.ts';
import { buildDossier } from './dossier.ts';
import { buildDossierOnDemand } from './dossier-on-demand.ts';

const sentences = (name: string) =>
  Array.from(
    { length: 900 },
    (_, at) => `The ${name} frame in bed ${at} needs ${at % 37} litres of cold water on a dry day of the week ${at % 11}.`,
  );
const sources = ['first', 'second'].map((name) => plainSource(name, `Notes of the ${name} garden`, sentences(name)));
const request = { topic: 'cold frames and water', sources, language: 'en' };

it('long sources give in the thread the dossier they give outside it', async () => {
  expect(sources.reduce((sum, { text }) => sum + text.length, 0)).toBeGreaterThan(100_000);
  expect(await buildDossierOnDemand(request)).toEqual(await buildDossier(request));
}, 120_000);

it('reading long sources ends with its signal', async () => {
  const stop = new AbortController();
  const dossier = buildDossierOnDemand(request, stop.signal);
  stop.abort(new Error('stopped'));
  await expect(dossier).rejects.toThrow('stopped');
});
