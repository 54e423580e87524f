import underPressure from '@fastify/under-pressure';
import type { HttpApp } from '../ports/http-app.ts';
import { AppError } from '../shared/errors.ts';
import { cameFromControlSocket } from './auth.ts';

/** Above this delay of the event loop, milliseconds, requests are refused instead of queued. */
const maximumLoopDelayMs = 1_000;

/** Refuses work with 503 while the process cannot keep up; whoever asks whether it lives, and the operator of the machine, is still answered. */
export async function addShedding(app: HttpApp): Promise<void> {
  await app.register(underPressure, {
    maxEventLoopDelay: maximumLoopDelayMs,
    pressureHandler: (request) => {
      if (request.routeOptions.config.access === 'public' || cameFromControlSocket(request)) return;
      throw new AppError('overloaded', 'The server has more work than it can answer in time', {
        hint: 'Nothing was changed. Try again in a few seconds.',
        retryAfterSeconds: 5,
      });
    },
  });
}
