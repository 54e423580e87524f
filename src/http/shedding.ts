import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { HttpApp } from '../ports/http-app.ts';
import { AppError } from '../shared/errors.ts';
import { cameFromControlSocket } from './auth.ts';

interface Pressure {
  /** Above this mean delay of the event loop, milliseconds, a sample counts as late. */
  longestDelayMs: number;
  sampleMs: number;
}

const usualPressure: Pressure = { longestDelayMs: 1_000, sampleMs: 1_000 };
/** So many late samples in a row are pressure; one long turn, which is over when it is noticed, is not. */
const lateInARow = 3;
const resolutionMs = 20;

/** Refuses work with 503 while the process cannot keep up; whoever asks whether it lives, and the operator of the machine, is still answered. */
export function addShedding(app: HttpApp, { longestDelayMs, sampleMs } = usualPressure): void {
  const delays = monitorEventLoopDelay({ resolution: resolutionMs });
  let late = 0;
  delays.enable();
  const timer = setInterval(() => {
    // No measurement at all means that the loop did not turn.
    const delay = delays.count === 0 ? Number.POSITIVE_INFINITY : delays.mean / 1e6 - resolutionMs;
    delays.reset();
    late = delay > longestDelayMs ? late + 1 : 0;
  }, sampleMs);
  timer.unref();
  app.addHook('onClose', async () => {
    clearInterval(timer);
    delays.disable();
  });
  app.addHook('onRequest', (request, _reply, done) => {
    if (late < lateInARow || request.routeOptions.config.access === 'public' || cameFromControlSocket(request)) return done();
    const hint = 'Nothing was changed. Try again in a few seconds.';
    done(new AppError('overloaded', 'The server has more work than it can answer in time', { hint, retryAfterSeconds: 5 }));
  });
}
