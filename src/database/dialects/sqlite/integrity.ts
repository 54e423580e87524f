import { openReadConnection } from './connection.ts';
import { explainSqliteError } from './errors.ts';

/**
 * Reads the whole file and says what is wrong with it; empty when it is sound. May run beside a program that writes it.
 * Throws AppError `unavailable` when the file is no database at all or cannot be read.
 */
export function findDamage(file: string): string[] {
  try {
    const database = openReadConnection(file);
    try {
      const broken = database.prepare('pragma integrity_check(20)').all() as { integrity_check: string }[];
      const orphans = database.prepare('pragma foreign_key_check').all() as { table: string; rowid: number }[];
      return [
        ...broken.map((row) => row.integrity_check).filter((line) => line !== 'ok'),
        ...orphans.map(({ table, rowid }) => `row ${rowid} of ${table} refers to nothing`),
      ];
    } finally {
      database.close();
    }
  } catch (error) {
    throw explainSqliteError(error, file);
  }
}
