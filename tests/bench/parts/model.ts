import { setTimeout as pause } from 'node:timers/promises';
import { startModelServer } from '../../support/model-server/model-server.ts';
import { answerParent } from './part.ts';
import { stampNow } from './stamp.ts';

/**
 * The scripted model server as the streams bench needs it: every answer waits until all are open, then sends words that say when they were
 * sent, at the pace of a real model, until the process ends.
 */
const begun = Promise.withResolvers<{ perWordMs: number }>();
let waiting = 0;
let sent = 0;

async function* words(): AsyncGenerator<string> {
  waiting += 1;
  const { perWordMs } = await begun.promise;
  // They did not begin at the same moment.
  await pause(Math.random() * perWordMs);
  for (;;) {
    sent += 1;
    yield ` ${stampNow()}`;
    await pause(perWordMs * (0.5 + Math.random()));
  }
}

const server = await startModelServer({ otherwise: { kind: 'live', pieces: words } });

const answers = {
  url: () => server.url,
  /** Answers that are open. */
  waiting: () => waiting,
  begin: (pace: { perWordMs: number }) => begun.resolve(pace),
  /** Words sent so far. */
  sent: () => sent,
};
export type Model = typeof answers;

answerParent(answers);
