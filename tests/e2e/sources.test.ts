import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeBadFiles } from '../support/bad-files.ts';
import { expectAccessible, openDesk } from '../support/browser.ts';
import { temporaryFolder } from '../support/product.ts';
import { sourceFilePath } from '../support/source-files/source-files.ts';

it.each(['light', 'dark'] as const)('sources are added, refused one by one, asked, mended and deleted, %s', async (theme) => {
  const folder = temporaryFolder();
  const bad = writeBadFiles(join(folder, 'bad'));
  const { page, product, complaints } = await openDesk({ dataDir: join(folder, 'data'), theme });
  await page.goto(`${product.address}/sources`);
  await page.getByRole('heading', { name: 'No sources yet' }).waitFor();
  await expectAccessible(page);
  const good = (['notes.pdf', 'article.html', 'interview.vtt', 'recipe.md', 'tasting.docx'] as const).map(sourceFilePath);
  const refused = ['empty.txt', 'picture.png', 'encrypted.pdf', 'scanned.pdf'].map(bad);
  await page.locator('input[type=file]').setInputFiles([...good, ...refused]);
  const intake = page.getByRole('region', { name: 'Being added' });
  await expect.poll(() => intake.getByText('Added', { exact: true }).count(), { timeout: 60_000 }).toBe(good.length);
  await expect.poll(() => intake.getByRole('alert').count(), { timeout: 60_000 }).toBe(refused.length);
  await intake.getByRole('button', { name: 'Clear this list' }).click();

  await page.getByRole('button', { name: 'Paste text' }).click();
  await page.getByRole('textbox', { name: 'Title' }).fill('<img src=x onerror=alert(1)>');
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill('A zeppelin flew over the lake. 😀 It was silver.');
  await page.getByRole('button', { name: 'Add as a source' }).click();
  const row = page.getByRole('list', { name: 'Sources', exact: true }).getByText('<img src=x onerror=alert(1)>');
  await row.waitFor();
  await page.getByRole('button', { name: 'Add addresses' }).click();
  await page.getByRole('textbox', { name: 'Addresses' }).fill('http://127.0.0.1:9/');
  await page.getByRole('button', { name: 'Add these addresses' }).click();
  await intake.getByRole('alert').waitFor();

  await row.click();
  await page.getByRole('checkbox', { name: 'Local only' }).click();
  await expect.poll(() => page.getByRole('checkbox', { name: 'Local only' }).isChecked()).toBe(true);
  await page.getByRole('link', { name: 'All sources' }).click();
  await page.getByRole('checkbox', { name: 'Ask <img' }).check();
  await page.getByRole('textbox', { name: 'Ask the sources' }).fill('Where did the zeppelin fly?');
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await page.getByText('No model has read these.').waitFor();
  await page.getByRole('button', { name: 'Keep as a note' }).click();
  await page.getByText('The note is among your sources').waitFor();
  // A note from a source that stays on this machine stays there too.
  await expect.poll(() => page.getByRole('link', { name: /Where did the zeppelin fly.*Local only/ }).count()).toBe(1);
  await expectAccessible(page);
  await page.getByRole('link', { name: /^Passage 1 in/ }).click();
  await expect.poll(() => page.locator('mark').textContent()).toContain('zeppelin');
  expect(page.url()).toContain('start=');

  await page.getByRole('textbox', { name: 'Title' }).fill('Zeppelin');
  await page.getByRole('button', { name: 'Rename' }).click();
  await page.getByRole('heading', { name: 'Zeppelin' }).waitFor();
  await page.getByRole('textbox', { name: 'Add a tag' }).fill('air');
  await page.getByRole('button', { name: 'Add a tag' }).click();
  await page.getByRole('button', { name: 'Remove the tag air' }).waitFor();
  await page.getByRole('checkbox', { name: 'Local only' }).click();
  await expect.poll(() => page.getByRole('checkbox', { name: 'Local only' }).isChecked()).toBe(false);
  await page.getByRole('button', { name: 'Mend the text' }).click();
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill('A zeppelin flew over the hills.');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('The text was changed by hand').waitFor();
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 800 });
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await page.waitForURL((url) => url.pathname === '/sources');
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
  // The browser notes each refused request; nothing else may be said.
  expect(complaints.filter((text) => !text.startsWith('Failed to load resource'))).toEqual([]);
});
