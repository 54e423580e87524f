import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { expectAccessible, openDesk } from '../support/browser.ts';
import { startModelServer } from '../support/model-server/model-server.ts';
import { temporaryFolder } from '../support/product.ts';
import { sourceFilePath } from '../support/source-files/source-files.ts';

const dataDir = () => join(temporaryFolder(), 'data');

/** Brings two files in, which are ticked by that. */
async function addSources(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add sources' }).click();
  await page.locator('dialog input[type=file]').setInputFiles([sourceFilePath('recipe.md'), sourceFilePath('interview.vtt')]);
  await expect
    .poll(() => page.getByRole('group', { name: 'Sources' }).getByRole('checkbox', { checked: true, includeHidden: true }).count(), {
      timeout: 60_000,
    })
    .toBe(2);
  await page.keyboard.press('Escape');
}

describe.each(['light', 'dark'] as const)('from files to a cited piece without a model (%s)', (theme) => {
  it('a brief is refused in words, started, and ends in a document with its citations', async () => {
    const { page, product, complaints } = await openDesk({ dataDir: dataDir(), theme });
    await page.goto(`${product.address}/new`);
    await page.getByText('No model is set.').waitFor();
    await expectAccessible(page);
    await addSources(page);
    await page.getByLabel('Topic').fill('Cold brew');
    await page.getByLabel('Words', { exact: true }).fill('20');
    await page.getByRole('button', { name: 'Start' }).click();
    await page.getByText('must be at least 50').first().waitFor();
    await page.getByLabel('Words', { exact: true }).fill('120');
    await page.getByRole('button', { name: 'Start' }).click();
    await page.waitForURL(/\/runs\/run_/);
    await page.getByRole('status').getByText('Done').waitFor({ timeout: 60_000 });
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Open the document' }).click();
    await page.getByRole('textbox', { name: 'Text' }).locator('.citation-chip').first().waitFor();
    await page.goto(`${product.address}/runs`);
    await page.getByRole('link', { name: /Cold brew/ }).waitFor();
    await expectAccessible(page);
    expect(complaints.filter((text) => !/status of 4\d\d/.test(text))).toEqual([]);
  }, 180_000);
});

it('a piece by a model waits for its outline, streams, costs what is shown, and is read at 360 pixels', async () => {
  const server = await startModelServer();
  onTestFinished(() => server.close());
  const env = { OPENAI_BASE_URL: `${server.url}/v1`, OPENAI_API_KEY: 'test' };
  const { page, product } = await openDesk({ dataDir: dataDir(), env, width: 360 });
  await page.goto(`${product.address}/new`);
  await addSources(page);
  await page.getByLabel('Topic').fill('Cold brew');
  await page.getByLabel('Words', { exact: true }).fill('150');
  await page.getByLabel('Written by a model').check();
  await page.getByLabel('Let me change the outline').check();
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
  await page.getByRole('button', { name: 'Start' }).click();
  await page.getByRole('textbox', { name: 'Heading 1' }).fill('How it is made', { timeout: 60_000 });
  await page.reload();
  await page.getByRole('textbox', { name: 'Heading 1' }).fill('How it is made');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Write it so' }).click();
  await page.getByRole('status').getByText('Done').waitFor({ timeout: 60_000 });
  await page.getByText(/\d+ tokens in/).waitFor();
  await page.getByRole('link', { name: 'Open the document' }).click();
  await page.getByRole('textbox', { name: 'Text' }).getByText('How it is made').waitFor();
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
}, 180_000);
