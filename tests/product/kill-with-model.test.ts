import { expect, it } from 'vitest';
import { boundaries, startedFolder } from '../support/kills.ts';
import { expectNoCallTwice, measureModelWrite } from '../support/kills-with-model.ts';

it('a piece by a model, killed at a commit or a call, is finished without paying twice for what was finished', async () => {
  const template = await startedFolder();
  const { boundaries: count } = await measureModelWrite(template);
  expect(count).toBeGreaterThan(40);
  await expectNoCallTwice(template, boundaries(count, 12));
}, 240_000);
