import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryFolder, waitFor } from '../../tests/support/product.ts';
import { type Served, serve } from '../http/served.fixture.ts';
import { createLogger } from './logger.ts';

const run = {
  kind: 'research',
  brief: { topic: 'Coffee' },
  sources: [{ kind: 'text', text: 'Secret content: coffee is brewed from beans.' }],
};

async function freePort(): Promise<number> {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function playRun(served: Served): Promise<string> {
  const { body } = await served.call<{ id: string }>('POST', '/runs', { body: run });
  await waitFor('the run', async () => (await served.call('GET', `/runs/${body.id}`)).body.status === 'succeeded');
  return body.id;
}

it('counts requests, runs, steps, tokens and commits on a port of its own', async () => {
  const port = await freePort();
  const served = await serve({ AIWRITER_METRICS_PORT: String(port) }, 'sqlite', ['web', 'worker']);
  await playRun(served);
  await served.call('GET', '/documents/doc_none');
  const me = await served.call<{ workspace: { id: string } }>('GET', '/me');
  const call = {
    ...{ id: 'cal_1', workspace_id: me.body.workspace.id, run_id: null, step: null, attempt: 1, user_id: 'u', api_key_id: null },
    ...{ provider: 'p', model: 'm', status: 'succeeded' as const, reserved_micros: 1, cost_micros: 2_500_000, estimated: 0 as const },
    ...{ input_tokens: 7, output_tokens: 3, error: null, started_at: 1, finished_at: 2 },
  };
  await served.database.transaction((trx) => trx.insertInto('ledger').values(call).execute());
  const response = await fetch(`http://127.0.0.1:${port}/metrics`);
  const text = await response.text();
  expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
  expect(text).toMatch(/aiwriter_http_request_duration_seconds_count\{method="POST",route="\/api\/v1\/runs",status="202"\} 1/);
  expect(text).toMatch(/aiwriter_http_request_duration_seconds_count\{method="GET",route="\/api\/v1\/documents\/:id",status="404"\} 1/);
  expect(text).toContain('aiwriter_runs{kind="research",status="succeeded"} 1');
  expect(text).toContain('aiwriter_run_queue_depth 0');
  expect(text).toMatch(/aiwriter_step_duration_seconds_count\{step="dossier",outcome="done"\} 1/);
  expect(text).toContain('aiwriter_model_tokens_total{model="p/m",direction="input"} 7');
  expect(text).toContain('aiwriter_model_cost_usd_total{model="p/m"} 2.5');
  expect(text).toContain('aiwriter_model_calls_total{model="p/m",status="succeeded"} 1');
  expect(text).toMatch(/aiwriter_database_commits_total [1-9]/);
  expect(text).toMatch(/nodejs_eventloop_lag_p99_seconds \d/);
  expect(text).toMatch(/process_resident_memory_bytes \d/);
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404);
  expect((await served.call('GET', '/metrics')).status).toBe(404);
});

interface OtlpSpan {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: { key: string; value: Record<string, string> }[];
  status: { code: number };
}

/** A collector that speaks OTLP over HTTP and keeps what it is sent. */
async function serveCollector(): Promise<{ url: string; spans: OtlpSpan[]; bodies: string[] }> {
  const spans: OtlpSpan[] = [];
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    expect([request.method, request.url, request.headers['content-type']]).toEqual(['POST', '/v1/traces', 'application/json']);
    bodies.push(body);
    const { resourceSpans } = JSON.parse(body) as { resourceSpans: { scopeSpans: { spans: OtlpSpan[] }[] }[] };
    spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)));
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, spans, bodies };
}

it('sends spans of requests, runs and steps to a collector, each beneath the right one, and never content', async () => {
  const collector = await serveCollector();
  const served = await serve({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_SERVICE_NAME: 'desk' }, 'sqlite', ['web', 'worker']);
  const trace = '0af7651916cd43dd8448eb211c80319c';
  await served.call('GET', '/me', { headers: { traceparent: `00-${trace}-b7ad6b7169203331-01` } });
  const id = await playRun(served);
  await served.stop();
  const named = (name: string) => collector.spans.filter((span) => span.name === name);
  expect(named('GET /api/v1/me')[0]).toMatchObject({ traceId: trace, parentSpanId: 'b7ad6b7169203331', kind: 2 });
  const [ofRun] = named('run research');
  expect(ofRun?.attributes).toContainEqual({ key: 'aiwriter.run_id', value: { stringValue: id } });
  const steps = collector.spans.filter(({ name }) => name.startsWith('step '));
  expect(steps.map(({ name }) => name)).toContain('step dossier');
  for (const step of steps) {
    expect(step).toMatchObject({ parentSpanId: ofRun?.spanId, traceId: ofRun?.traceId });
    expect(BigInt(step.endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(step.startTimeUnixNano));
  }
  expect(collector.bodies.join('')).toContain('"stringValue":"desk"');
  expect(collector.bodies.join('')).not.toMatch(/coffee|awk_/i);
  const left = await served.database.read.selectFrom('outgoing_log').selectAll().where('purpose', '=', 'telemetry').execute();
  expect(left.length).toBeGreaterThan(0);
  expect(left[0]).toMatchObject({ target: collector.url, status: 200, workspace_id: null });
});

it('goes on when the collector is away', async () => {
  const served = await serve({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${await freePort()}` });
  expect((await served.call('GET', '/me')).status).toBe(200);
  await served.stop();
});

it('writes one line a request and hides every secret, wherever it turns up', async () => {
  const file = join(temporaryFolder(), 'log');
  const secret = 'sk-planted-secret-0123456789';
  const served = await serve(
    { AIWRITER_LOG_LEVEL: 'debug', AIWRITER_LOG_FORMAT: 'json', AIWRITER_LOG_FILE: file, OPENAI_API_KEY: secret },
    'sqlite',
    ['web', 'worker'],
  );
  const runId = await playRun(served);
  await served.call('POST', '/documents', { body: { title: 'Secret title', body: 'Secret content.' } });
  await served.call('GET', `/search?q=${secret}`);
  await served.call('GET', '/livez', { key: null });
  const lines = await waitFor('the lines', async () => {
    const found = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    return found.some(({ route }) => route === '/livez') && found;
  });
  const [created] = lines.filter(({ route }) => route === '/api/v1/documents');
  expect(created).toMatchObject({
    method: 'POST',
    status: 201,
    ms: expect.any(Number),
    requestId: expect.stringMatching(/^req_/),
    caller: expect.stringMatching(/^key_/),
  });
  expect(lines.filter(({ route }) => route === '/api/v1/documents')).toHaveLength(1);
  expect(lines.find(({ route }) => route === '/livez')).toMatchObject({ level: 20, caller: null });
  expect(lines.find(({ msg }) => msg === 'run played')).toMatchObject({ runId, kind: 'research', ms: expect.any(Number), cut: false });
  const text = readFileSync(file, 'utf8');
  for (const hidden of [secret, served.key, 'Secret title', 'Secret content', 'coffee']) expect(text).not.toContain(hidden);
});

it('hides secrets in fields and messages, and gives equal errors one fingerprint', async () => {
  const file = join(temporaryFolder(), 'log');
  const secret = 'pass"word-\\-planted';
  const logger = createLogger({ level: 'info', format: 'json', file, secrets: [secret] });
  const fail = (value: string): Error => new Error(`cannot reach ${value}`);
  logger.error({ err: fail(`postgres://u:${secret}@h`), password: 'abc', headers: { authorization: 'Bearer x' } }, `with ${secret}`);
  const withHeaders = Object.assign(fail('elsewhere'), { request: { headers: { authorization: 'planted' } } });
  logger.child({ token: 'planted' }).error({ err: withHeaders }, 'again');
  logger.error({ err: new TypeError('another') }, 'other');
  const lines = await waitFor('the lines', async () => {
    const found = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
    return found.length === 3 && found.map((line) => JSON.parse(line) as { err: { fingerprint: string }; password?: string });
  });
  expect(readFileSync(file, 'utf8')).not.toContain('planted');
  expect(lines[0]).toMatchObject({ password: '[hidden]', headers: { authorization: '[hidden]' } });
  expect(lines[0]?.err.fingerprint).toMatch(/^[0-9a-f]{12}$/);
  expect(lines[1]?.err.fingerprint).toBe(lines[0]?.err.fingerprint);
  expect(lines[2]?.err.fingerprint).not.toBe(lines[0]?.err.fingerprint);
});
