import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export interface StepState {
  run_id: string;
  name: string;
  status: string;
  attempt: number;
  started_at: number | null;
  finished_at: number | null;
  result: string | null;
}

/** What an installation holds, read from its database file and nothing else. */
export interface InstallationState {
  /** Complaints of SQLite's own checks; empty for a sound file. */
  damage: unknown[];
  runs: { id: string; kind: string; status: string; document_id: string | null; error: string | null }[];
  steps: StepState[];
  /** How often the end of each step was told to watchers. */
  finished: { run_id: string; step: string; times: number }[];
  documents: { id: string }[];
  sources: { id: string; address: string; sha256: string }[];
  ledger: { id: string; step: string | null; status: string; cost_micros: number | null; reserved_micros: number | null }[];
}

const empty: InstallationState = { damage: [], runs: [], steps: [], finished: [], documents: [], sources: [], ledger: [] };

/** Reads a copy, so that looking neither recovers the file of a killed process nor checkpoints it. */
export function readInstallation(dataDir: string): InstallationState {
  return withDatabaseCopy(dataDir, empty, (database) => {
    const all = <Row>(sql: string): Row[] => database.prepare(sql).all() as Row[];
    const damage = [...all<{ integrity_check: string }>('pragma integrity_check'), ...all('pragma foreign_key_check')];
    const tables = all<{ name: string }>("select name from sqlite_schema where name = 'runs'");
    if (tables.length === 0) return { ...empty, damage: damage.filter(isDamage) };
    return {
      damage: damage.filter(isDamage),
      runs: all('select id, kind, status, document_id, error from runs order by id'),
      steps: all('select run_id, name, status, attempt, started_at, finished_at, result from steps order by run_id, ordinal'),
      finished: all(
        `select run_id, json_extract(data, '$.step') as step, count(*) as times from run_events where type = 'step.finished' group by 1, 2`,
      ),
      documents: all('select id from documents order by id'),
      sources: all('select id, address, sha256 from sources order by address'),
      ledger: all('select id, step, status, cost_micros, reserved_micros from ledger order by id'),
    };
  });
}

/** Every row of every table as text, by table: equal dumps mean that nothing changed. */
export function dumpInstallation(dataDir: string): Record<string, string[]> {
  return withDatabaseCopy<Record<string, string[]>>(dataDir, {}, (database) => {
    const tables = database.prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name").all();
    return Object.fromEntries(
      tables.map(({ name }) => [
        name,
        database
          .prepare(`select * from "${name}"`)
          .all()
          .map((row) => JSON.stringify(row)),
      ]),
    );
  });
}

function withDatabaseCopy<T>(dataDir: string, without: T, read: (database: DatabaseSync) => T): T {
  if (!existsSync(join(dataDir, 'aiwriter.db'))) return without;
  const copy = mkdtempSync(join(tmpdir(), 'aiwriter-state-'));
  try {
    for (const name of ['aiwriter.db', 'aiwriter.db-wal']) {
      if (existsSync(join(dataDir, name))) cpSync(join(dataDir, name), join(copy, name));
    }
    const database = new DatabaseSync(join(copy, 'aiwriter.db'));
    try {
      return read(database);
    } finally {
      database.close();
    }
  } finally {
    rmSync(copy, { recursive: true });
  }
}

function isDamage(row: unknown): boolean {
  return (row as { integrity_check?: string }).integrity_check !== 'ok';
}
