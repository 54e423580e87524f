import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { type Desk, expectAccessible, openDesk } from '../support/browser.ts';
import { temporaryFolder, waitFor } from '../support/product.ts';

const source = {
  kind: 'text',
  title: 'Laboratory notes',
  text: 'The laboratory measured cold brew in March 2021. Cold brew holds 155 milligrams of caffeine per serving.\n\nThe town of Zurich sold 1,200 bottles in 2020.',
};
const wrong = 'Cold brew holds 255 milligrams of caffeine per serving.';
const body = `## Caffeine\n\n${wrong}\n\nThe moon base opened 14 cafés in 1987.\n\n### Why\n\nIt matters.\n\n## Sales\n\nThe town of Zurich sold 1,200 bottles in 2020.\n`;

/** Calls the API as the signed-in browser. */
function call<T>(page: Page, method: string, path: string, content?: unknown): Promise<T> {
  return page.evaluate(
    async ([verb, address, sent]) => {
      const headers = sent === null ? undefined : { 'content-type': 'application/json' };
      const response = await fetch(`/api/v1${address}`, { method: verb, headers, body: sent ?? undefined });
      if (!response.ok) throw new Error(await response.text());
      return response.json();
    },
    [method, path, content === undefined ? null : JSON.stringify(content)] as const,
  ) as Promise<T>;
}

interface OwnDraft extends Desk {
  id: string;
  draft: () => Promise<string>;
}

/** A draft of one's own, on the desk, with a source that says otherwise. */
async function openDraft(theme: 'light' | 'dark' = 'light'): Promise<OwnDraft> {
  const desk = await openDesk({ dataDir: join(temporaryFolder(), 'data'), theme });
  const { page } = desk;
  await page.getByRole('heading', { name: 'Library' }).waitFor();
  const { id: sourceId } = await call<{ id: string }>(page, 'POST', '/sources', source);
  const { id } = await call<{ id: string }>(page, 'POST', '/documents', { title: 'Cold brew', body, sources: [sourceId] });
  await page.goto(`${desk.product.address}/documents/${id}`);
  await page.getByRole('textbox', { name: 'Text' }).waitFor();
  return { ...desk, id, draft: async () => (await call<{ body: string }>(page, 'GET', `/documents/${id}/draft`)).body };
}

async function check(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Check (this text|again)$/ }).click();
  await page.getByRole('list', { name: 'What the check found' }).waitFor();
}

const sentences = (page: Page) => page.getByRole('list', { name: 'Sentences' }).getByRole('listitem');
const selected = (page: Page) => page.evaluate<string>('getSelection().toString()');

it('a wrong number is marked; its sentence is cited from the passages by keys, and the next check knows the citation', async () => {
  const { page, id, draft, complaints } = await openDraft();
  await check(page);
  const item = sentences(page).filter({ hasText: wrong });
  await item.getByText(/Contradicted|Not supported|Partly supported|Look at this/).waitFor();
  await expectAccessible(page);
  await item.getByRole('button', { name: 'Passages' }).click();
  await page.getByRole('option').filter({ hasText: '155 milligrams' }).first().waitFor();
  await expectAccessible(page);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  const footnote = /\n\n\[\^1\]: \[Laboratory notes\]\([^)]+\)(, [^—]+)? — “[^”]*155 milligrams[^”]*”\n$/;
  await waitFor('the citation in the draft', async () => footnote.test(await draft()));
  expect(await draft()).toContain(`${wrong}[^1]\n`);
  await page.getByRole('status').getByText('Saved', { exact: true }).waitFor();
  await page.locator('.citation-chip').hover();
  await page.getByRole('tooltip').getByText('155 milligrams').waitFor();
  await check(page);
  await waitFor('the second check', async () => {
    const { claims } = await call<{ claims: { text: string; footnote?: string }[] }>(page, 'GET', `/documents/${id}/evidence`);
    return claims.some((claim) => claim.text === wrong && claim.footnote === '1');
  });
  await page.locator('.citation-chip').click();
  await page.keyboard.press('Shift+F9');
  expect(complaints).toEqual([]);
});

it('marks are walked by F8, follow what is typed, and one that was dismissed stays so after a reload', async () => {
  const { page, complaints } = await openDraft('dark');
  await check(page);
  await expectAccessible(page);
  const open = sentences(page).filter({ has: page.getByRole('button', { name: 'Dismiss' }) });
  const count = await open.count();
  expect(count).toBeGreaterThan(1);
  await page.getByRole('textbox', { name: 'Text' }).getByRole('heading', { name: 'Caffeine' }).click();
  await page.keyboard.press('F8');
  expect(await selected(page)).toBe(wrong);
  await page.keyboard.press('F8');
  expect(await selected(page)).toContain('moon base');
  await page.keyboard.press('Shift+F8');
  expect(await selected(page)).toBe(wrong);
  await page.getByRole('toolbar', { name: 'For the selection' }).getByRole('button', { name: 'Cite' }).waitFor();
  await sentences(page).filter({ hasText: 'moon base' }).getByRole('button', { name: 'Dismiss' }).click();
  await page.getByRole('button', { name: '1 dismissed' }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: '1 dismissed' }).waitFor();
  expect(await open.count()).toBe(count - 1);
  const text = page.getByRole('textbox', { name: 'Text' });
  await text.getByText(wrong).click();
  await page.getByRole('region', { name: 'What the sources say of this sentence' }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.type(' now');
  await sentences(page).getByText('This sentence was changed since the check').waitFor();
  await page.keyboard.press('Control+z');
  await sentences(page).getByText('This sentence was changed since the check').waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
});

it.each(['light', 'dark'] as const)('the outline moves a section with all below it, in one step of undo (%s)', async (theme) => {
  const { page, draft, complaints } = await openDraft(theme);
  await page.getByRole('tab', { name: 'Outline' }).click();
  const headings = page.getByRole('navigation', { name: 'Headings' });
  await headings.getByRole('button', { name: 'Sales', exact: true }).click();
  await headings.locator('[aria-current="location"]').getByText('Sales').waitFor();
  await expectAccessible(page);
  await headings.getByRole('button', { name: 'Move “Sales” up' }).click();
  await waitFor('the moved section', async () => (await draft()).startsWith('## Sales\n'));
  expect(await draft()).toMatch(/2020\.\n\n## Caffeine\n[\s\S]*### Why\n\nIt matters\.\n$/);
  await page.getByRole('textbox', { name: 'Text' }).focus();
  await page.keyboard.press('Control+z');
  await waitFor('the section where it was', async () => (await draft()) === body);
  await headings.getByRole('button', { name: 'Caffeine', exact: true }).focus();
  await page.keyboard.press('Alt+ArrowDown');
  await waitFor('the section moved by key', async () => (await draft()).startsWith('## Sales\n'));
  expect(complaints).toEqual([]);
});
