import { describe, expect, it } from 'vitest';
import { killedCommands } from '../support/kill-cases.ts';
import { boundaries, expectEachKillFinished, measureCommand, startedFolder } from '../support/kills.ts';

/** The full run kills at every one; here as many as fit into the time of `npm test`. */
const killsPerCommand = 8;
const timeout = 240_000;

describe('a run killed with -9 at a commit or an outgoing call is finished by the next process', () => {
  it.each(Object.entries(killedCommands))(
    '%s',
    async (_name, command) => {
      const template = await startedFolder();
      const { boundaries: count } = await measureCommand(template, command);
      // Claim, begin and the end of each step alone are more; a hook that tells nothing must not pass for a run without boundaries.
      expect(count).toBeGreaterThan(16);
      await expectEachKillFinished(template, command, boundaries(count, killsPerCommand));
    },
    timeout,
  );

  it(
    'also during the first start of an installation',
    async () => {
      const command = killedCommands.research;
      const firstStart =
        (await measureCommand(null, command)).boundaries - (await measureCommand(await startedFolder(), command)).boundaries;
      expect(firstStart).toBeGreaterThanOrEqual(4);
      await expectEachKillFinished(null, command, boundaries(firstStart));
    },
    timeout,
  );
});
