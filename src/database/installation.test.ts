import { describe, expect, it } from 'vitest';
import { describeEachEngine } from '../../tests/support/databases.ts';
import { assertSameInstallation, ensureInstallation } from './installation.ts';

describeEachEngine('the installation', (open) => {
  it('is made once', async () => {
    const database = await open();
    const id = await ensureInstallation(database, 1);
    expect(id).toMatch(/^ins_/);
    expect(await ensureInstallation(database, 2)).toBe(id);
  });
});

describe('assertSameInstallation', () => {
  it('refuses the store of another installation, naming both', () => {
    expect(() => assertSameInstallation('ins_1', { what: 'The folder of files', id: 'ins_1' })).not.toThrow();
    expect(() => assertSameInstallation('ins_1', { what: 'The folder of files', id: 'ins_2' })).toThrow(
      'The folder of files belongs to the installation ins_2, the database to ins_1.',
    );
  });
});
