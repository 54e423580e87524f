import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { createServer } from 'node:http';
import type { Registry } from 'prom-client';
import type { Database } from '../database/database.ts';
import { closeServers, listenOnServer } from '../http/servers.ts';
import { listen, type Subscription, timeWork } from './listening.ts';
import { addLedgerMetrics, addRunMetrics } from './metrics-of-database.ts';

export interface MetricsParts {
  host: string;
  port: number;
  database: Database;
  /** Open event streams. */
  watchers: () => number;
}

const requestBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const stepBuckets = [0.05, 0.1, 0.5, 1, 5, 15, 30, 60, 120, 300, 600];

/** Serves `/metrics` on a port of its own. What counts is loaded here, so that nobody pays for it who has no port set. @returns stops it */
export async function serveMetrics(parts: MetricsParts): Promise<() => Promise<void>> {
  const client = await import('prom-client');
  const registry = new client.Registry();
  client.collectDefaultMetrics({ register: registry });
  const subscriptions = [...countMoments(client, registry), ...countWorks(client, registry), countCommits(client, registry)];
  addRunMetrics(client, registry, parts.database);
  addLedgerMetrics(client, registry, parts.database);
  const watchers: InstanceType<typeof client.Gauge> = new client.Gauge({
    ...{ name: 'aiwriter_event_streams', help: 'Runs that are being watched', registers: [registry] },
    collect: () => watchers.set(parts.watchers()),
  });
  const server = createServer((request, response) => {
    if (request.url !== '/metrics' || request.method !== 'GET') return void response.writeHead(404).end();
    registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      (error: unknown) => response.writeHead(503).end(`# ${String(error)}\n`),
    );
  });
  await listenOnServer(server, parts.host, parts.port);
  return async () => {
    for (const end of subscriptions) end();
    await closeServers([server], 1_000);
    registry.clear();
  };
}

type Client = typeof import('prom-client');

function countMoments(client: Client, registry: Registry): Subscription[] {
  const requests = new client.Histogram({
    ...{ name: 'aiwriter_http_request_duration_seconds', help: 'Time to the end of the answer', registers: [registry] },
    ...{ labelNames: ['method', 'route', 'status'] as const, buckets: requestBuckets },
  });
  const outgoing = new client.Counter({
    ...{ name: 'aiwriter_outgoing_requests_total', help: 'Requests that left, or were refused at the door', registers: [registry] },
    labelNames: ['purpose', 'outcome'] as const,
  });
  return [
    listen('request', ({ method, route, status, milliseconds }) => requests.observe({ method, route, status }, milliseconds / 1000)),
    listen('outgoing', ({ purpose, status, error }) => outgoing.inc({ purpose, outcome: error ?? String(status) })),
  ];
}

function countWorks(client: Client, registry: Registry): Subscription[] {
  const registers = [registry];
  const steps = new client.Histogram({
    ...{ name: 'aiwriter_step_duration_seconds', help: 'Time of one step', registers, buckets: stepBuckets },
    labelNames: ['step', 'outcome'] as const,
  });
  const calls = new client.Histogram({
    ...{ name: 'aiwriter_model_call_duration_seconds', help: 'Time of one model call', registers, buckets: stepBuckets },
    labelNames: ['model', 'outcome'] as const,
  });
  return [
    timeWork('step', ({ step }, hasFailed, seconds) =>
      // Steps made per item are counted under the name they share.
      steps.observe({ step: step.split(':')[0] ?? step, outcome: hasFailed ? 'failed' : 'done' }, seconds),
    ),
    timeWork('model-call', ({ model, failure }, hasFailed, seconds) =>
      calls.observe({ model, outcome: hasFailed ? 'stopped' : failure || 'answered' }, seconds),
    ),
  ];
}

function countCommits(client: Client, registry: Registry): Subscription {
  const commits = new client.Counter({ name: 'aiwriter_database_commits_total', help: 'Durable commits', registers: [registry] });
  const count = (message: unknown): void => {
    const { what, side } = message as { what: string; side: string };
    if (what === 'commit' && side === 'after') commits.inc();
  };
  subscribe('aiwriter:boundary', count);
  return () => void unsubscribe('aiwriter:boundary', count);
}
