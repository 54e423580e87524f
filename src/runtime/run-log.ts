import type { Logger } from '../ports/logger.ts';
import { type Subscription, timeWork } from './listening.ts';

/** A line for each run that leaves this process, and at `debug` for each step, with the IDs by which they are found. @returns ends it */
export function logRuns(logger: Logger, level: 'info' | 'debug'): Subscription {
  const ms = (seconds: number): number => Math.round(seconds * 1000);
  const subscriptions = [
    timeWork('run', ({ runId, kind }, hasFailed, seconds) => logger[level]({ runId, kind, ms: ms(seconds), cut: hasFailed }, 'run played')),
    timeWork('step', ({ runId, step, attempt }, hasFailed, seconds) =>
      logger.debug({ runId, step, attempt, ms: ms(seconds), cut: hasFailed }, 'step played'),
    ),
  ];
  return () => {
    for (const end of subscriptions) end();
  };
}
