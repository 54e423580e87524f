import { describe, it } from 'vitest';
import { killedCommands } from '../support/kill-cases.ts';
import { boundaries, expectEachKillFinished, measureCommand, randomMoments, startedFolder } from '../support/kills.ts';
import { expectNoCallTwice, measureModelWrite } from '../support/kills-with-model.ts';

const timeout = 3_600_000;
const randomKills = 200;

describe('a run killed with -9 is finished by the next process, wherever it was killed', () => {
  it.each(Object.entries(killedCommands))(
    '%s, at every boundary',
    async (_name, command) => {
      const template = await startedFolder();
      await expectEachKillFinished(template, command, boundaries((await measureCommand(template, command)).boundaries));
    },
    timeout,
  );

  it(
    'a piece by a model, at every boundary, without paying twice',
    async () => {
      const template = await startedFolder();
      await expectNoCallTwice(template, boundaries(await measureModelWrite(template)));
    },
    timeout,
  );

  it(
    'at random moments',
    async () => {
      const template = await startedFolder();
      const { ms } = await measureCommand(template, killedCommands.check);
      await expectEachKillFinished(template, killedCommands.check, randomMoments(randomKills, ms));
    },
    timeout,
  );
});
