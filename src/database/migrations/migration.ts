import { initial } from './0001-initial.ts';
import { sessions } from './0002-sessions.ts';
import type { Schema } from './schema.ts';

export interface Migration {
  /** 1, 2, 3 …: the schema's version after it. */
  readonly version: number;
  readonly name: string;
  /** The oldest program, by the schema version it was made for, that can use the database after this migration. */
  readonly oldestProgram: number;
  /** Only statements; what it runs is hashed, so it never changes after a release. */
  up(schema: Schema): Promise<void>;
}

/** In the order they run. */
export const migrations: readonly Migration[] = [initial, sessions];
