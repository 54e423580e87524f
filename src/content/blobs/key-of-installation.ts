import type { Database } from '../../database/database.ts';
import { AppError } from '../../shared/errors.ts';
import type { KeyEncryptionKey } from './workspace-keys.ts';

/** Throws AppError `conflict` when the database holds data keys that another key file wrapped: the files they encrypt could not be read. */
export async function assertKeyOfInstallation(database: Pick<Database, 'read'>, path: string, kek: KeyEncryptionKey): Promise<void> {
  const rows = await database.read.selectFrom('workspace_keys').select('kek_id').where('wrapped_key', 'is not', null).distinct().execute();
  const others = rows.map((row) => row.kek_id).filter((id) => id !== kek.id);
  if (others.length === 0) return;
  throw new AppError('conflict', `${path} is not the key of the stored files: they need ${others.join(', ')}, it is ${kek.id}`, {
    hint: 'Set AIWRITER_KEY_FILE to the key file of this installation, or restore it from its backup. Nothing was changed.',
  });
}
