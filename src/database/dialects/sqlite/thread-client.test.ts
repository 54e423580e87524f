import { expect, it } from 'vitest';
import { ThreadClient } from './thread-client.ts';

it('a thread that dies fails what waits for it and what comes later, as unavailable', async () => {
  const thread = new ThreadClient();
  // Ends a savepoint where there is no database: the thread has no one to answer to and stops.
  thread.tell({ kind: 'end', savepoint: 'rollback', commits: false });
  const waiting = thread.ask({ kind: 'statement', begins: true, sql: 'select 1', parameters: [] });
  await expect(waiting).rejects.toMatchObject({ code: 'unavailable', message: 'The thread that writes the database has stopped.' });
  await expect(thread.ask({ kind: 'close' })).rejects.toMatchObject({ code: 'unavailable' });
  await expect(thread.close()).rejects.toMatchObject({ code: 'unavailable' });
});
