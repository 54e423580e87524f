import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectAccessible, openDesk, signIn } from '../support/browser.ts';
import { runProgram, temporaryFolder } from '../support/product.ts';

describe('a browser on this machine', () => {
  it('is signed in by the link that the start prints, once', async () => {
    const dataDir = join(temporaryFolder(), 'data');
    const { page, product, complaints } = await openDesk({ dataDir });
    await page.getByRole('heading', { name: 'Library' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/');
    expect(complaints).toEqual([]);
    const stranger = await signIn(product);
    await stranger.page.getByRole('heading', { name: 'This link was used before' }).waitFor();
    await stranger.page.goto(product.address);
    await stranger.page.getByRole('heading', { name: 'This browser is not signed in' }).waitFor();
    const printed = await runProgram(['sign-in'], { dataDir });
    expect(printed.code, printed.stderr).toBe(0);
    await stranger.page.goto(printed.stdout.trim());
    await stranger.page.getByRole('heading', { name: 'Library' }).waitFor();
  });

  it('stays signed in when the product starts again, and not after signing out', async () => {
    const { page } = await openDesk({ dataDir: join(temporaryFolder(), 'data') });
    await page.getByRole('heading', { name: 'Library' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Sign this browser out' }).click();
    await page.getByRole('heading', { name: 'This browser is not signed in' }).waitFor();
  });

  it('is refused what a page of another site sends in its name', async () => {
    const { page, product } = await openDesk({ dataDir: join(temporaryFolder(), 'data') });
    const cookies = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
    const send = (headers: Record<string, string>) =>
      fetch(`${product.address}/api/v1/documents`, {
        method: 'POST',
        headers: { cookie: cookies, 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ title: 'Forged', body: 'Text' }),
      });
    expect((await send({ origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await send({ origin: 'https://elsewhere.example' })).status).toBe(403);
    expect((await send({ 'sec-fetch-site': 'same-site' })).status).toBe(403);
    expect((await send({ origin: product.address, 'sec-fetch-site': 'same-origin' })).status).toBe(201);
  });
});

describe.each(['light', 'dark'] as const)('the page in its %s theme', (theme) => {
  it('has nothing serious against it', async () => {
    const { page } = await openDesk({ dataDir: join(temporaryFolder(), 'data'), theme });
    await page.getByRole('heading', { name: 'Nothing written yet' }).waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('Type a command or a title').waitFor();
    await expectAccessible(page);
  });
});
