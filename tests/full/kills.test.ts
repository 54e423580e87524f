import { describe, it } from 'vitest';
import { killedCommands } from '../support/kill-cases.ts';
import { boundaries, expectEachKillFinished, measureCommand, randomMoments, startedFolder } from '../support/kills.ts';
import { expectNoCallTwice, measureModelWrite } from '../support/kills-with-model.ts';

const timeout = 3_600_000;
/** Two hundred in all. */
const randomKills = 50;

describe('a run killed with -9 is finished by the next process, wherever it was killed', () => {
  it.each(Object.entries(killedCommands))(
    '%s, at every boundary',
    async (_name, command) => {
      const template = await startedFolder();
      await expectEachKillFinished(template, command, boundaries((await measureCommand(template, command)).boundaries));
    },
    timeout,
  );

  it.each(Object.entries(killedCommands))(
    '%s, at random moments',
    async (_name, command) => {
      const template = await startedFolder();
      await expectEachKillFinished(template, command, randomMoments(randomKills, (await measureCommand(template, command)).ms));
    },
    timeout,
  );

  it(
    'a piece by a model, at every boundary, without paying twice',
    async () => {
      const template = await startedFolder();
      await expectNoCallTwice(template, boundaries((await measureModelWrite(template)).boundaries));
    },
    timeout,
  );

  it(
    'a piece by a model, at random moments, without paying twice',
    async () => {
      const template = await startedFolder();
      await expectNoCallTwice(template, randomMoments(randomKills, (await measureModelWrite(template)).ms));
    },
    timeout,
  );
});
