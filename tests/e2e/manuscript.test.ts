import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { type Desk, expectAccessible, openDesk } from '../support/browser.ts';
import { temporaryFolder, waitFor } from '../support/product.ts';

const body = 'Cold brew holds **155 mg** of caffeine.[^1]\n\n- one\n- two\n\n[^1]: [Notes](file:notes.pdf), p. 1 — “155 milligrams”\n';

/** Calls the API as the signed-in browser. */
function call<T>(page: Page, method: string, path: string, content?: unknown): Promise<T> {
  return page.evaluate(
    async ([verb, address, sent]) => {
      const response = await fetch(`/api/v1${address}`, {
        method: verb as string,
        headers: sent === undefined ? {} : { 'content-type': 'application/json' },
        body: sent === undefined ? undefined : JSON.stringify(sent),
      });
      return response.json();
    },
    [method, path, content] as const,
  ) as Promise<T>;
}

async function openDocument(): Promise<Desk & { id: string }> {
  const desk = await openDesk({ dataDir: join(temporaryFolder(), 'data') });
  await desk.page.getByRole('heading', { name: 'Library' }).waitFor();
  const { id } = await call<{ id: string }>(desk.page, 'POST', '/documents', { title: 'Cold brew', body });
  await desk.page.goto(`${desk.product.address}/documents/${id}`);
  await desk.page.getByRole('textbox', { name: 'Text' }).waitFor();
  return { ...desk, id };
}

it('a text is opened, written in, saved as one types and saved as a revision; what was not touched stays as it was', async () => {
  const { page, id, complaints } = await openDocument();
  const text = page.getByRole('textbox', { name: 'Text' });
  await text.getByText('Cold brew holds').click();
  await page.keyboard.press('Home');
  await page.keyboard.type('Measured: ');
  const draft = () => call<{ body: string }>(page, 'GET', `/documents/${id}/draft`);
  const wanted = body.replace('Cold brew holds', 'Measured: Cold brew holds');
  await waitFor('the draft', async () => (await draft()).body === wanted);
  await page.getByRole('status').getByText('Saved').waitFor();
  await page.reload();
  await text.getByText('Measured: Cold brew holds').waitFor();
  await page.keyboard.press('Control+s');
  await page.getByText('Revision 2 is saved').waitFor();
  expect((await call<{ body: string }>(page, 'GET', `/documents/${id}`)).body).toBe(wanted);
  await text.getByText('two').click();
  await page.keyboard.press('End');
  await page.keyboard.type(' more');
  await waitFor('the next draft', async () => (await draft()).body.includes('- two more'));
  expect(complaints).toEqual([]);
  await expectAccessible(page);
});

it('two windows that change one text are a choice between three, and nothing is lost', async () => {
  const { page, product, id } = await openDocument();
  const other = await page.context().newPage();
  await other.goto(`${product.address}/documents/${id}`);
  const type = async (window: Page, words: string) => {
    await window.getByRole('textbox', { name: 'Text' }).getByText('two').click();
    await window.keyboard.press('End');
    await window.keyboard.type(words);
  };
  await type(other, ' from the other window');
  await other.getByRole('status').getByText('Saved').waitFor();
  await waitFor('the other draft', async () =>
    (await call<{ body: string }>(page, 'GET', `/documents/${id}/draft`)).body.includes('other window'),
  );
  await type(page, ' from this window');
  await page.getByRole('heading', { name: 'This text was changed in another window' }).waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Keep both' }).click();
  await page.waitForURL((url) => !url.href.includes(id));
  await page.getByRole('textbox', { name: 'Text' }).getByText('two from this window').waitFor();
  expect((await call<{ body: string }>(page, 'GET', `/documents/${id}/draft`)).body).toContain('two from the other window');
});
