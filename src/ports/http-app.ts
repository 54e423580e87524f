import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';

/** What `*.routes.ts` add their routes to: zod schemas give validation, types and the OpenAPI document. */
export type HttpApp = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, FastifyBaseLogger, ZodTypeProvider>;

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * Who may call a route at all; what they may do there is for the policy of its service. Without it only a known caller may;
     * `operator` is the command line on this machine.
     */
    access?: 'public' | 'known' | 'operator';
    /** Largest body in bytes, where it is not the default. */
    bodyBytes?: number;
    /** True when the answer holds a secret, so that it is never stored for an idempotency key. */
    holdsSecret?: boolean;
    /** True for what is asked all the time, such as health; its requests are logged at `debug`. */
    isQuiet?: boolean;
  }
}
