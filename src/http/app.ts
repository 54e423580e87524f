import multipart from '@fastify/multipart';
import { type FastifyBaseLogger, fastify, LogController } from 'fastify';
import { validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { IdempotencyService } from '../accounts/index.ts';
import type { HttpApp } from '../ports/http-app.ts';
import type { Clock } from '../shared/clock.ts';
import { newId } from '../shared/ids.ts';
import { type AuthParts, addAuth } from './auth.ts';
import { addErrors, addNoRoute, answerError } from './errors.ts';
import { addHostCheck } from './host-check.ts';
import { addIdempotency } from './idempotency.ts';
import { issueWords } from './issue-words.ts';
import { addJsonBody } from './json-body.ts';
import { addOpenApi } from './openapi.ts';
import { addRateLimit, type RateLimit } from './rate-limit.ts';
import { addRequestLog } from './request-log.ts';
import { addShedding } from './shedding.ts';

export interface AppParts extends AuthParts {
  logger: FastifyBaseLogger;
  /** Largest JSON body, bytes. */
  bodyBytes: number;
  /** Largest uploaded file, bytes. */
  fileBytes: number;
  rateLimit: RateLimit;
  /** Host names besides the loopback ones that requests may ask for. */
  allowedHosts: readonly string[];
  clock: Clock;
  idempotency: IdempotencyService;
  /** Addresses or blocks of proxies whose forwarded headers are believed. */
  trustedProxies: readonly string[];
  /** Aborts when the process is told to stop: connections close with their next answer. */
  draining: AbortSignal;
  /** Adds the routes of the features under `/api/v1`. */
  mount: (api: HttpApp) => void;
  /** Adds what stands outside `/api/v1`: health and the front page. */
  mountRoot: (app: HttpApp) => void;
}

/** Fastify would load compilers of its own, a hundred files, and then be given ours. */
const noCompilers = {
  buildValidator: () => missing('validator'),
  buildSerializer: () => missing('serializer'),
};

function missing(name: string): never {
  throw new Error(`No ${name} was set before the first route.`);
}

/** The HTTP application, not listening yet: who calls is settled first, then the route's schema, then its service. */
export async function buildApp(parts: AppParts): Promise<HttpApp> {
  z.config({ customError: issueWords });
  const app: HttpApp = fastify({
    loggerInstance: parts.logger,
    // One line a request is written by request-log.ts.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    bodyLimit: parts.bodyBytes,
    trustProxy: parts.trustedProxies.length === 0 ? false : [...parts.trustedProxies],
    genReqId: () => newId('request'),
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply),
    schemaController: { compilersFactory: noCompilers },
    forceCloseConnections: 'idle',
    // A path parameter is an ID or a slug of ours.
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: false },
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  // Answers are typed by their schemas at compile time; checking each again at run time costs more than making it.
  app.setSerializerCompiler(() => (value) => JSON.stringify(value));
  // Hooks that wait for nothing say so by `done`: a promise for each of them, in each request, is measurable.
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    done();
  });
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (parts.draining.aborted) reply.header('connection', 'close');
    done(null, payload);
  });
  addErrors(app);
  addRequestLog(app);
  addJsonBody(app);
  addHostCheck(app, parts.allowedHosts);
  addNoRoute(app);
  addShedding(app);
  addAuth(app, parts);
  addRateLimit(app, parts.rateLimit, parts.clock);
  await app.register(multipart, { limits: { files: 1, fields: 5, parts: 6, fileSize: parts.fileBytes } });
  addIdempotency(app, parts.idempotency);
  addOpenApi(app);
  await app.register(
    async (api) => {
      parts.mount(api.withTypeProvider<ZodTypeProvider>());
    },
    { prefix: '/api/v1' },
  );
  parts.mountRoot(app);
  await app.ready();
  return app;
}
