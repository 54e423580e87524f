import type { HealthCheck } from '../http/health.routes.ts';
import type { Adapters } from './adapters.ts';
import type { DiskReserve } from './disk.ts';

/** What `/readyz` asks. A full disk stops new runs and nothing else, so traffic goes on. */
export function healthChecks({ database, blobs }: Adapters, disk: DiskReserve): readonly HealthCheck[] {
  return [
    { name: 'database', required: true, check: async () => void (await database.read.selectFrom('installation').select('id').execute()) },
    { name: 'blobs', required: true, check: async () => void (await blobs.list()[Symbol.asyncIterator]().next()) },
    { name: 'queue', required: false, check: async () => void (await database.read.selectFrom('runs').select('id').limit(1).execute()) },
    { name: 'disk', required: false, check: async () => disk.assertKept() },
  ];
}
