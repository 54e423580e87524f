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
  const server = await startPostgres();
  await administer(`${server.url}/postgres`, 'create database migrated');
  const database = await openPostgresDatabase({ url: `${server.url}/migrated` });
  await database.close();
  project.provide('postgresUrl', server.url);
  return () => server.stop();
}
