import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createPostgresDatabase } from '../../tests/support/databases.ts';
import { callApi, createKey, serveProduct, temporaryFolder } from '../../tests/support/product.ts';

const preload = [fileURLToPath(new URL('./killed-process.fixture.ts', import.meta.url))];
const run = { kind: 'research', brief: { topic: 'Coffee' }, sources: [{ kind: 'text', text: 'Coffee is brewed from beans.' }] };

interface Listed {
  items: { id: string }[];
}

describe.each(['sqlite', 'postgres'])('a process that is killed while it answers (%s)', (engine) => {
  it.each([
    ['after it took the key', 1, 0],
    ['between the commit of the run and the answer', 2, 1],
  ])(
    '%s: a repetition gets one run and its answer',
    async (_, killAt, runsLeft) => {
      const dataDir = temporaryFolder();
      const env: Record<string, string> = engine === 'postgres' ? { AIWRITER_DATABASE_URL: await createPostgresDatabase('migrated') } : {};
      const first = await serveProduct({ dataDir, preload, env: { ...env, KILL_AT_COMMIT: String(killAt) } }, ['--roles', 'web']);
      const key = await createKey({ dataDir, env });
      const headers = { 'idempotency-key': 'once' };
      const died = once(first.child, 'exit');
      first.child.kill('SIGUSR2');
      await callApi({ address: first.address, key }, 'GET', '/me');
      await expect(callApi({ address: first.address, key }, 'POST', '/runs', run, headers)).rejects.toThrow();
      expect((await died)[1]).toBe('SIGKILL');

      const second = await serveProduct({ dataDir, env }, ['--roles', 'web']);
      const served = { address: second.address, key };
      const left = await callApi<Listed>(served, 'GET', '/runs');
      expect(left.body.items).toHaveLength(runsLeft);
      if (engine === 'postgres' && runsLeft === 0) return;
      const again = await callApi<{ id: string }>(served, 'POST', '/runs', run, headers);
      expect(again.status).toBe(202);
      expect(again.headers.get('idempotency-replayed')).toBe(runsLeft === 1 ? 'true' : null);
      const { body } = await callApi<Listed>(served, 'GET', '/runs');
      expect(body.items.map(({ id }) => id)).toEqual([again.body.id]);
      await second.end('SIGTERM');
    },
    60_000,
  );
});
