import type { Attributes, HrTime } from '@opentelemetry/api';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import type { Logger } from '../ports/logger.ts';
import type { OutgoingDoor } from '../ports/outgoing-door.ts';

const limits = { totalTimeoutMs: 10_000, idleTimeoutMs: 10_000, maxBytes: 1024 * 1024, maxRedirects: 0 };

/** OTLP over HTTP as JSON, through the outgoing door like everything that leaves; what cannot be delivered is dropped and told of. */
export function createTraceExporter({ endpoint, door, logger }: { endpoint: string; door: OutgoingDoor; logger: Logger }): SpanExporter {
  const send = door.fetch({ purpose: 'telemetry', workspaceId: null, trust: 'operator' }, limits);
  const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`;
  const underWay = new Set<Promise<void>>();

  async function deliver(spans: readonly ReadableSpan[]): Promise<void> {
    const body = JSON.stringify({ resourceSpans: groupByResource(spans) });
    const response = await send(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`The collector answered ${response.status}`);
  }

  return {
    export(spans, done) {
      const delivery = deliver(spans).then(
        () => done({ code: 0 }),
        (error: Error) => {
          logger.warn({ spans: spans.length, reason: error.message }, 'traces could not be delivered');
          done({ code: 1, error });
        },
      );
      underWay.add(delivery);
      void delivery.finally(() => underWay.delete(delivery));
    },
    async forceFlush() {
      await Promise.all(underWay);
    },
    async shutdown() {
      await Promise.all(underWay);
    },
  };
}

/** All spans of a process have one resource and one scope. */
function groupByResource(spans: readonly ReadableSpan[]): unknown[] {
  const [first] = spans;
  if (first === undefined) return [];
  const { name, version } = first.instrumentationScope;
  return [
    {
      resource: { attributes: attributesOf(first.resource.attributes) },
      scopeSpans: [{ scope: { name, version }, spans: spans.map(spanOf) }],
    },
  ];
}

function spanOf(span: ReadableSpan): Record<string, unknown> {
  const { traceId, spanId } = span.spanContext();
  return {
    ...{ traceId, spanId, parentSpanId: span.parentSpanContext?.spanId, name: span.name },
    // The API counts kinds from 0, the protocol from 1.
    kind: span.kind + 1,
    ...{ startTimeUnixNano: nanoseconds(span.startTime), endTimeUnixNano: nanoseconds(span.endTime) },
    attributes: attributesOf(span.attributes),
    status: { code: span.status.code, message: span.status.message },
  };
}

function nanoseconds([seconds, rest]: HrTime): string {
  return String(BigInt(seconds) * 1_000_000_000n + BigInt(Math.round(rest)));
}

function attributesOf(attributes: Attributes): { key: string; value: Record<string, unknown> }[] {
  return Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined || value === null ? [] : [{ key, value: anyValue(value) }],
  );
}

function anyValue(value: unknown): Record<string, unknown> {
  if (typeof value === 'number') return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  return typeof value === 'boolean' ? { boolValue: value } : { stringValue: String(value) };
}
