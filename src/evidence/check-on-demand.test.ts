import { expect, it } from 'vitest';
import { parsedSources } from '../../tests/support/parsed-sources.ts';
import { isQuickToRead } from '../content/index.ts';
import { checkDraft } from './check.ts';
import { checkDraftOnDemand, verifyDraftOnDemand } from './check-on-demand.ts';
import { verifyDraft } from './verify.ts';

const claims = 'Cold brew steeps for twelve hours in cold water. Half of the drinks they sell in July are cold brew.[^1]\n\n';
const body = `${claims.repeat(2)}${'- **See** [there](https://example.org/a_b).\n'.repeat(150)}\n[^1]: [A](file:a.txt) — “never said”\n`;
const request = { body, sources: await parsedSources('notes.pdf', 'article.html', 'interview.vtt'), language: 'en' };

it('a long draft is checked and marked in the thread as it would be outside it', async () => {
  expect(isQuickToRead(body)).toBe(false);
  expect(await checkDraftOnDemand(request)).toEqual(await checkDraft(request));
  expect(await verifyDraftOnDemand(request)).toEqual(await verifyDraft(request));
}, 60_000);

it('the check of a long draft ends with its signal', async () => {
  const stop = new AbortController();
  const check = checkDraftOnDemand(request, stop.signal);
  stop.abort(new Error('stopped'));
  await expect(check).rejects.toThrow('stopped');
});
