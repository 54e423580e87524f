import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openPostgresDatabase } from '../../src/database/dialects/postgres/open.ts';
import { administer, startPostgres } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

/** Starts one PostgreSQL for the whole run, with a migrated database that each test copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  buildPage();
  const server = await startPostgres();
  await administer(`${server.url}/postgres`, 'create database migrated');
  const database = await openPostgresDatabase({ url: `${server.url}/migrated` });
  await database.close();
  project.provide('postgresUrl', server.url);
  return () => server.stop();
}

/** The page as `npm start` builds it, when its sources changed. */
function buildPage(): void {
  const module = join(import.meta.dirname, '../../bin/bootstrap/web-page.mjs');
  const script = `import { buildWebPage } from ${JSON.stringify(module)}; await buildWebPage(process.cwd(), process.execPath, console.error);`;
  execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: join(import.meta.dirname, '../..'), stdio: 'inherit' });
}
