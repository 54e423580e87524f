import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { Uploads } from '../../src/cli/uploads.ts';
import { startDesk } from '../support/running-desk.ts';
import { sourceFilePath } from '../support/source-files/source-files.ts';

const path = sourceFilePath('recipe.md');

it('a file that another command brought too, and took back, is brought again', async () => {
  const { client } = await startDesk();
  let others = 2;
  const added = await Uploads.during(client, async (uploads) => {
    const blobId = await uploads.add(path, readFileSync(path));
    if (others-- > 0) await client.text({ method: 'DELETE', path: `/blobs/${blobId}` });
    return uploads.make<{ id: string; createdAt: string }>('/sources', { kind: 'blob', blobId }, () => []);
  });
  expect(added.id).toMatch(/^src_/);
});

it('work that fails for what it asks for leaves nothing behind and is not repeated', async () => {
  const { client } = await startDesk();
  let tries = 0;
  const failed = Uploads.during(client, async (uploads) => {
    tries += 1;
    const blobId = await uploads.add(path, readFileSync(path));
    await uploads.make('/sources', { kind: 'blob', blobId, title: 'unknown here' }, () => []);
  });
  await expect(failed).rejects.toMatchObject({ code: 'validation_failed' });
  expect(tries).toBe(1);
  expect(await client.json({ method: 'GET', path: '/sources' })).toMatchObject({ items: [] });
});
