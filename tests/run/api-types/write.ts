import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ControlClient } from '../../../src/cli/control-client.ts';
import { loadConfig } from '../../../src/config/index.ts';
import { startRuntime } from '../../../src/runtime/index.ts';

/** The types of the API's client, made from the OpenAPI document. */
export const apiTypesFile = 'web/src/api/schema.ts';

/** The OpenAPI document as the product gives it now. */
export async function openApiDocument(): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), 'aiwriter-openapi-'));
  const config = loadConfig({ dataDir, env: { AIWRITER_LOG_LEVEL: 'silent' } });
  const runtime = await startRuntime(config, { roles: [], network: null });
  const client = new ControlClient(runtime.controlSocket);
  try {
    return await client.text({ method: 'GET', path: '/openapi.json' });
  } finally {
    client.close();
    await runtime.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** The first line of the types: of which document they are. */
export function headerOf(document: string): string {
  return `// Made from the OpenAPI document by "npm run check -- --fix"; SHA-256 ${createHash('sha256').update(document).digest('hex')}`;
}

/** Writes the types anew. What does it is installed for it into the checkout's cache folder. */
export function writeApiTypes(root: string, document: string): void {
  const folder = join(root, '.cache', 'api-types');
  mkdirSync(folder, { recursive: true });
  for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(import.meta.dirname, name), join(folder, name));
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: 'pipe',
    shell: process.platform === 'win32',
  });
  writeFileSync(join(folder, 'openapi.json'), document);
  execFileSync(process.execPath, ['node_modules/openapi-typescript/bin/cli.js', 'openapi.json', '-o', 'schema.ts'], {
    cwd: folder,
    stdio: 'pipe',
  });
  const types = readFileSync(join(folder, 'schema.ts'), 'utf8');
  writeFileSync(join(root, apiTypesFile), `${headerOf(document)}\n${types}`);
}
