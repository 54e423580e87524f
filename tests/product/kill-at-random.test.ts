import { it } from 'vitest';
import { killedCommands } from '../support/kill-cases.ts';
import { expectEachKillFinished, measureCommand, randomMoments, startedFolder } from '../support/kills.ts';

it('a run killed with -9 at a random moment is finished by the next process', async () => {
  const template = await startedFolder();
  const { ms } = await measureCommand(template, killedCommands.write);
  await expectEachKillFinished(template, killedCommands.write, randomMoments(14, ms));
  await expectEachKillFinished(null, killedCommands.write, randomMoments(6, ms));
}, 240_000);
