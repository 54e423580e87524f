import type { Span, Tracer } from '@opentelemetry/api';
import type { Logger } from '../ports/logger.ts';
import type { OutgoingDoor } from '../ports/outgoing-door.ts';
import { momentChannel, type ObservedMoment, type ObservedWork, workChannel } from '../shared/observed.ts';
import { version } from '../shared/version.ts';
import { createTraceExporter } from './trace-exporter.ts';

export interface TracingParts {
  /** `OTEL_EXPORTER_OTLP_ENDPOINT`: traces go to `/v1/traces` beneath it. */
  endpoint: string;
  serviceName: string;
  environment: string;
  door: OutgoingDoor;
  logger: Logger;
}

type Api = typeof import('@opentelemetry/api');

/** Sends spans of requests, runs, steps and model calls to a collector. The SDK is loaded here, so that nobody pays for it who has none. @returns sends the rest and stops */
export async function startTracing(parts: TracingParts): Promise<() => Promise<void>> {
  const [api, { BatchSpanProcessor, TracerProvider }, { resourceFromAttributes }] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/resources'),
  ]);
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      ...{ 'service.name': parts.serviceName, 'service.version': version },
      'deployment.environment.name': parts.environment,
    }),
    spanProcessors: [new BatchSpanProcessor({ exporter: createTraceExporter(parts) })],
  });
  const tracer = provider.getTracer('aiwriter', version);
  const subscriptions = [traceRequests(api, tracer), ...traceRuns(api, tracer)];
  return async () => {
    for (const end of subscriptions) end();
    // What could not be delivered was told of by the exporter; a collector that is away must not keep the process.
    await provider.shutdown().catch((error: Error) => parts.logger.debug({ reason: error.message }, 'the last traces are lost'));
  };
}

function traceRequests(api: Api, tracer: Tracer): () => void {
  const heard = (message: unknown): void => {
    const { method, route, status, milliseconds, requestId, traceparent } = message as ObservedMoment['request'];
    const startTime = Date.now() - milliseconds;
    const attributes = {
      'http.request.method': method,
      'http.route': route,
      'http.response.status_code': status,
      'aiwriter.request_id': requestId,
    };
    const parent = remoteParent(api, traceparent);
    const span = tracer.startSpan(`${method} ${route}`, { kind: api.SpanKind.SERVER, startTime, attributes }, parent);
    if (status >= 500) span.setStatus({ code: api.SpanStatusCode.ERROR });
    span.end(startTime + milliseconds);
  };
  const channel = momentChannel('request');
  channel.subscribe(heard);
  return () => void channel.unsubscribe(heard);
}

/** The caller's span by its `traceparent` header; the root for anything else. */
function remoteParent(api: Api, traceparent: string | null) {
  const match = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(traceparent ?? '');
  if (match?.[1] === undefined || match[2] === undefined) return api.ROOT_CONTEXT;
  const traceFlags = Number.parseInt(match[3] ?? '0', 16);
  return api.trace.setSpanContext(api.ROOT_CONTEXT, { traceId: match[1], spanId: match[2], traceFlags, isRemote: true });
}

/** Steps stand beneath their run and model calls beneath their step, by their IDs and not by who happened to start them. */
function traceRuns(api: Api, tracer: Tracer): (() => void)[] {
  const open = new Map<string, Span>();
  const beneath = (...keys: string[]) => {
    const parent = keys.map((key) => open.get(key)).find((span) => span !== undefined);
    return parent === undefined ? api.ROOT_CONTEXT : api.trace.setSpan(api.ROOT_CONTEXT, parent);
  };
  return [
    traceWork(api, 'run', {
      begin: ({ runId, kind }) =>
        opened(open, runId, tracer.startSpan(`run ${kind}`, { attributes: { 'aiwriter.run_id': runId } }, beneath())),
      end: ({ runId }) => void open.delete(runId),
    }),
    traceWork(api, 'step', {
      begin: ({ runId, step, attempt }) => {
        const attributes = { 'aiwriter.run_id': runId, 'aiwriter.step': step, 'aiwriter.attempt': attempt };
        return opened(open, `${runId}/${step}`, tracer.startSpan(`step ${step.split(':')[0]}`, { attributes }, beneath(runId)));
      },
      end: ({ runId, step }) => void open.delete(`${runId}/${step}`),
    }),
    traceWork(api, 'model-call', {
      begin: ({ runId, step, model }) =>
        tracer.startSpan(
          'model call',
          { kind: api.SpanKind.CLIENT, attributes: { 'gen_ai.request.model': model } },
          beneath(`${runId}/${step}`, `${runId}`),
        ),
      end: ({ failure }, span) => {
        if (failure === '') return;
        span.setAttribute('error.type', failure);
        span.setStatus({ code: api.SpanStatusCode.ERROR });
      },
    }),
  ];
}

function opened(open: Map<string, Span>, key: string, span: Span): Span {
  open.set(key, span);
  return span;
}

function traceWork<Kind extends keyof ObservedWork>(
  api: Api,
  kind: Kind,
  work: { begin: (facts: ObservedWork[Kind]) => Span; end: (facts: ObservedWork[Kind], span: Span) => void },
): () => void {
  const spans = new WeakMap<object, Span>();
  const handlers = {
    start: (facts: ObservedWork[Kind]) => void spans.set(facts, work.begin(facts)),
    asyncEnd: (facts: ObservedWork[Kind] & { error?: unknown }) => {
      const span = spans.get(facts);
      if (span === undefined) return;
      work.end(facts, span);
      // The message of an error may hold what was worked on; its kind does not.
      if (facts.error !== undefined) span.setStatus({ code: api.SpanStatusCode.ERROR, message: (facts.error as Error).name });
      span.end();
    },
  };
  const channel = workChannel(kind);
  channel.subscribe(handlers as Parameters<typeof channel.subscribe>[0]);
  return () => void channel.unsubscribe(handlers as Parameters<typeof channel.unsubscribe>[0]);
}
