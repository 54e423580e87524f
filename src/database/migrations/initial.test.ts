import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { describeEachEngine } from '../../../tests/support/databases.ts';

type Columns = Record<string, 'null' | 'not null'>;

/** The tables and columns that tables.ts and run-tables.ts declare. */
function declaredTables(): Record<string, Columns> {
  const source = ['../tables.ts', '../run-tables.ts'].map((file) => readFileSync(new URL(file, import.meta.url), 'utf8')).join('\n');
  const interfaces = new Map<string, string>();
  for (const [, name, body] of source.matchAll(/export interface (\w+) \{\n(.*?)\n\}/gs)) interfaces.set(name ?? '', body ?? '');
  const members = (body: string) => [...body.matchAll(/^ {2}(\w+): (.*);$/gm)].map(([, name, type]) => [name ?? '', type ?? ''] as const);
  return Object.fromEntries(
    members(interfaces.get('Tables') ?? '').map(([table, row]) => [
      table,
      Object.fromEntries(members(interfaces.get(row) ?? '').map(([name, type]) => [name, type.endsWith('| null') ? 'null' : 'not null'])),
    ]),
  );
}

describeEachEngine('the migrated schema', (open) => {
  it('has the tables and columns that tables.ts declares, nullable where it says so', async () => {
    const database = await open();
    const declared = declaredTables();
    expect(Object.keys(declared).length).toBeGreaterThan(20);
    const tables = await database.read.introspection.getTables();
    const found = tables
      .filter((table) => declared[table.name] !== undefined)
      .map((table) => [
        table.name,
        Object.fromEntries(
          table.columns
            .filter((column) => column.name !== 'token_vector')
            .map((column) => [column.name, column.isNullable ? 'null' : 'not null']),
        ),
      ]);
    expect(Object.fromEntries(found)).toEqual(declared);
  });
});
