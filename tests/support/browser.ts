import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, chromium, type Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { type ProgramOptions, type ServedProduct, serveProduct } from './product.ts';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const quiet = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-gpu',
  '--disable-quic',
];

/** Throws with what is missing. */
function findChromium(): string {
  installWhenMissing();
  const found = places.find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new Error('The tests of the page need Chromium. Install it, for example with: apt-get install chromium');
}

function installWhenMissing(): void {
  if (places.some((path) => existsSync(path)) || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  execFileSync('apt-get', ['update', '-qq'], { stdio: 'pipe' });
  execFileSync('env', ['DEBIAN_FRONTEND=noninteractive', 'apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
    stdio: 'pipe',
  });
}

let browser: Promise<Browser> | null = null;

/** One browser for all tests of a file. */
function openBrowser(): Promise<Browser> {
  browser ??= chromium.launch({ executablePath: findChromium(), args: quiet });
  return browser;
}

export interface Desk {
  page: Page;
  product: ServedProduct;
  /** What the page complained of in the console: nothing, unless a test expects it. */
  complaints: string[];
}

export interface DeskOptions extends Partial<ProgramOptions> {
  dataDir: string;
  theme?: 'light' | 'dark';
  width?: number;
}

/** A served product and a browser that followed its link. */
export async function openDesk({ theme = 'light', width = 1280, ...options }: DeskOptions): Promise<Desk> {
  const product = await serveProduct(options);
  onTestFinished(() => product.end('SIGTERM'));
  const { page, complaints } = await signIn(product, { theme, width });
  return { page, product, complaints };
}

/** A browser of its own that is signed in by the product's link. */
export async function signIn(product: ServedProduct, { theme = 'light', width = 1280 }: Pick<DeskOptions, 'theme' | 'width'> = {}) {
  const context = await (await openBrowser()).newContext({ colorScheme: theme, viewport: { width, height: 900 }, reducedMotion: 'reduce' });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(product.signInLink);
  return { page, complaints };
}

/** Evaluated by the debugger, because the page's policy lets no script in but its own. */
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds serious or worse on the page as it is, by WCAG 2.2 AA. */
async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run: (options: object) => Promise<{ violations: Violation[] }> } }).axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`);
}

interface Violation {
  id: string;
  impact: string;
  nodes: { html: string }[];
}

export async function expectAccessible(page: Page): Promise<void> {
  expect(await seriousFindings(page)).toEqual([]);
}
