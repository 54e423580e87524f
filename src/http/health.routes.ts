import { z } from 'zod';
import type { HttpApp } from '../ports/http-app.ts';

export interface HealthCheck {
  name: string;
  /** Resolves when the dependency works; rejects with the reason when it does not. */
  check: () => Promise<void>;
  /** What fails without it: the whole service, or one part while the rest goes on. */
  required: boolean;
}

export interface Health {
  checks: readonly HealthCheck[];
  isDraining: () => boolean;
}

const checkMs = 2_000;

const readySchema = z.object({
  status: z.enum(['ok', 'degraded', 'draining', 'failing']),
  checks: z.record(z.string(), z.object({ status: z.enum(['ok', 'failing']), ms: z.number(), detail: z.string().optional() })),
});

/** `/livez`: the process answers. `/readyz`: it should get traffic, with each dependency and its time. */
export function healthRoutes(app: HttpApp, health: Health): void {
  app.get('/livez', { config: { access: 'public', isQuiet: true }, schema: { hide: true } }, async () => ({ status: 'ok' as const }));
  app.get('/readyz', { config: { access: 'public', isQuiet: true }, schema: { hide: true } }, async (_request, reply) => {
    const answer = await readiness(health);
    return reply.code(answer.status === 'ok' || answer.status === 'degraded' ? 200 : 503).send(answer);
  });
}

export async function readiness(health: Health): Promise<z.infer<typeof readySchema>> {
  const results = await Promise.all(health.checks.map(async (check) => ({ check, ...(await timed(check.check)) })));
  const checks = Object.fromEntries(
    results.map(({ check, status, ms, detail }) => [check.name, { status, ms, ...(detail === undefined ? {} : { detail }) }]),
  );
  const failing = results.filter((result) => result.status === 'failing');
  const status = health.isDraining()
    ? 'draining'
    : failing.some(({ check }) => check.required)
      ? 'failing'
      : failing.length > 0
        ? 'degraded'
        : 'ok';
  return { status, checks };
}

async function timed(check: () => Promise<void>): Promise<{ status: 'ok' | 'failing'; ms: number; detail?: string }> {
  const start = performance.now();
  const elapsed = (): number => Math.round((performance.now() - start) * 10) / 10;
  try {
    await withDeadline(check());
    return { status: 'ok', ms: elapsed() };
  } catch (error) {
    return { status: 'failing', ms: elapsed(), detail: (error as Error).message };
  }
}

async function withDeadline(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${checkMs} ms`)), checkMs);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
