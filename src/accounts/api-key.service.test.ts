import { expect, it } from 'vitest';
import { sqliteOpener } from '../../tests/support/databases.ts';
import { systemClock } from '../shared/clock.ts';
import { createApiKeyService } from './api-key.service.ts';
import { ensureOperator } from './operator.ts';

const open = sqliteOpener();

it('an API key that manages users hands out no scope it lacks itself', async () => {
  const database = await open();
  const operator = await ensureOperator(database, 1);
  const keys = createApiKeyService({ database, clock: systemClock });
  const { key } = await keys.create(operator, { name: 'manager', scopes: ['users:manage', 'content:read'] });
  const manager = await keys.authenticate(key);
  await expect(keys.create(manager, { name: 'more', scopes: ['content:read', 'content:delete'] })).rejects.toMatchObject({
    code: 'forbidden',
    message: 'This API key may not hand out content:delete',
  });
  await expect(keys.create(manager, { name: 'reader', scopes: ['content:read'] })).resolves.toMatchObject({
    apiKey: { scopes: ['content:read'] },
  });
  expect((await keys.list(operator)).items.map(({ name }) => name)).toEqual(['manager', 'reader']);
});
