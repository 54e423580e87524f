import type { Database } from '../database/database.ts';
import type { Clock } from '../shared/clock.ts';

/** What the services of documents work with. */
export interface DocumentServiceParts {
  database: Database;
  clock: Clock;
}
