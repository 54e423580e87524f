import { join } from 'node:path';
import { amount, choice, flag, integer, list, location, notYet, path, proxy, text, webAddress } from './kinds.ts';
import { group, type Setting } from './setting.ts';

const server = group('Server');
const storage = group('Storage');
const retention = group('Retention');
const work = group('Work');
const models = group('Models');
const search = group('Web search');
const outgoing = group('Outgoing requests');
const logs = group('Logs and metrics');

/** Every setting of the product. The name is the key in aiwriter.yaml; values of the environment rank above it. */
export const settings = {
  environment: server('AIWRITER_ENV', choice(['development', 'staging', 'production']), 'production', {
    doc: 'What this installation is for; shown in logs and on the page.',
  }),
  dataDir: server('AIWRITER_DATA_DIR', path(), (dataDir) => dataDir, { doc: 'Folder of everything the product keeps on this machine.' }),
  host: server('AIWRITER_HOST', text(), 'localhost', {
    doc: 'Address to listen on; `localhost` means both loopbacks, `0.0.0.0` every address.',
  }),
  port: server('AIWRITER_PORT', integer(0, 65_535), 3000, { doc: 'Port to listen on; 0 takes a free one.' }),
  publicUrl: server('AIWRITER_PUBLIC_URL', webAddress(), null, { doc: 'The address people use, when a proxy stands before the product.' }),
  trustedProxies: server('AIWRITER_TRUSTED_PROXIES', list(), [], {
    doc: 'Addresses or blocks of proxies whose X-Forwarded-* headers are believed.',
  }),
  bodyMegabytes: server('AIWRITER_BODY_MB', integer(1, 100), 8, { unit: 'MB', doc: 'Largest JSON body of a request.' }),
  rateLimit: server('AIWRITER_RATE_LIMIT', integer(1, 1_000_000), 6000, {
    unit: 'requests a minute',
    doc: 'Requests of one caller before 429.',
  }),
  drainSeconds: server('AIWRITER_DRAIN_SECONDS', integer(0, 600), 10, {
    unit: 'seconds',
    doc: 'Time open requests get to finish when the process is told to stop.',
  }),

  databaseUrl: storage(
    'AIWRITER_DATABASE_URL',
    location('sqlite', ['postgres', 'postgresql']),
    (dataDir) => `sqlite:${join(dataDir, 'aiwriter.db')}`,
    {
      secret: 'password',
      doc: 'The relational database: `sqlite:FILE` or `postgres://user:password@host/database`.',
    },
  ),
  databasePool: storage('AIWRITER_DATABASE_POOL', integer(2, 200), 10, {
    unit: 'connections',
    doc: 'PostgreSQL connections of one process at most.',
  }),
  redisUrl: storage('AIWRITER_REDIS_URL', notYet('work and events go through the database'), null, {
    secret: 'password',
    doc: 'Redis of the server tier; not in this version yet.',
  }),
  blobsUrl: storage('AIWRITER_BLOBS_URL', location('file', [], ['s3']), (dataDir) => `file:${join(dataDir, 'blobs')}`, {
    secret: 'password',
    doc: 'Where files are kept: `file:FOLDER`.',
  }),
  vectorsUrl: storage(
    'AIWRITER_VECTORS_URL',
    location('sqlite-vec', [], ['chroma+http', 'chroma+https']),
    (dataDir) => `sqlite-vec:${join(dataDir, 'vectors.db')}`,
    {
      secret: 'password',
      doc: 'The vector index: `sqlite-vec:FILE`. It can be rebuilt at any time.',
    },
  ),
  keyFile: storage('AIWRITER_KEY_FILE', path(), (dataDir) => join(dataDir, 'key'), {
    doc: 'File of the key that wraps the data keys. Without it stored files cannot be read: keep a copy elsewhere.',
  }),
  uploadMegabytes: storage('AIWRITER_UPLOAD_MB', integer(1, 4096), 100, { unit: 'MB', doc: 'Largest uploaded file.' }),
  quotaMegabytes: storage('AIWRITER_QUOTA_MB', integer(1, 100_000_000), 10_000, {
    unit: 'MB',
    doc: 'Stored files of one workspace in all.',
  }),
  diskReserveMegabytes: storage('AIWRITER_DISK_RESERVE_MB', integer(0, 10_000_000), 500, {
    unit: 'MB',
    doc: 'Free space below which no new run starts; saving goes on.',
  }),

  trashDays: retention('AIWRITER_TRASH_DAYS', integer(1, 3650), 30, {
    unit: 'days',
    doc: 'How long a deleted document can be brought back.',
  }),
  eventDays: retention('AIWRITER_EVENT_DAYS', integer(1, 3650), 30, {
    unit: 'days',
    doc: 'How long the events of a finished run are kept.',
  }),
  outgoingDays: retention('AIWRITER_OUTGOING_DAYS', integer(1, 3650), 90, {
    unit: 'days',
    doc: 'How long the log of outgoing requests is kept.',
  }),
  idempotencyHours: retention('AIWRITER_IDEMPOTENCY_HOURS', integer(1, 720), 24, {
    unit: 'hours',
    doc: 'How long an Idempotency-Key gives the same answer.',
  }),

  concurrentRuns: work('AIWRITER_CONCURRENT_RUNS', integer(1, 1000), 4, { unit: 'runs', doc: 'Runs one process plays at the same time.' }),
  parallelSteps: work('AIWRITER_PARALLEL_STEPS', integer(1, 32), 3, {
    unit: 'steps',
    doc: 'Steps of one run, such as sections, played at the same time.',
  }),

  model: models('AIWRITER_MODEL', text(), null, { doc: 'The model runs use when none is asked for: `provider/model`.' }),
  modelFallback: models('AIWRITER_MODEL_FALLBACK', list(), [], { doc: 'Models tried in this order when the chosen one fails.' }),
  modelFirstTokenSeconds: models('AIWRITER_MODEL_FIRST_TOKEN_SECONDS', integer(1, 3600), 120, {
    unit: 'seconds',
    doc: 'Time to the first and between two pieces of an answer; a model at home may have to be loaded, and reads slowly.',
  }),
  modelTotalSeconds: models('AIWRITER_MODEL_TOTAL_SECONDS', integer(1, 7200), 600, {
    unit: 'seconds',
    doc: 'Time for one answer, with all its attempts.',
  }),
  budgetUsd: models('AIWRITER_BUDGET_USD', amount(100_000), null, {
    unit: 'USD',
    doc: 'Most a run may cost when it names no budget itself.',
  }),
  openaiApiKey: models('OPENAI_API_KEY', text(), null, { secret: 'all', doc: 'Key for OpenAI or what OPENAI_BASE_URL names.' }),
  openaiBaseUrl: models('OPENAI_BASE_URL', webAddress(), null, {
    secret: 'password',
    doc: 'Any service that speaks OpenAI chat completions.',
  }),
  anthropicApiKey: models('ANTHROPIC_API_KEY', text(), null, { secret: 'all', doc: 'Key for Anthropic.' }),
  anthropicBaseUrl: models('ANTHROPIC_BASE_URL', webAddress(), null, {
    secret: 'password',
    doc: 'A gateway that speaks Anthropic’s messages, with or without `/v1` at its end.',
  }),
  googleApiKey: models('GOOGLE_GENERATIVE_AI_API_KEY', text(), null, { secret: 'all', doc: 'Key for Google.' }),
  googleBaseUrl: models('GOOGLE_GENERATIVE_AI_BASE_URL', webAddress(), null, {
    secret: 'password',
    doc: 'A gateway that speaks Google’s generateContent, to its version such as `/v1beta`.',
  }),
  mistralApiKey: models('MISTRAL_API_KEY', text(), null, { secret: 'all', doc: 'Key for Mistral.' }),
  mistralBaseUrl: models('MISTRAL_BASE_URL', webAddress(), null, {
    secret: 'password',
    doc: 'A gateway that speaks Mistral’s chat completions, to its version such as `/v1`.',
  }),
  ollamaHost: models('OLLAMA_HOST', text(), null, {
    doc: 'Where Ollama answers, e.g. `127.0.0.1:11434`; found by itself on this machine.',
  }),

  tavilyApiKey: search('TAVILY_API_KEY', text(), null, { secret: 'all', doc: 'Key for Tavily.' }),
  serperApiKey: search('SERPER_API_KEY', text(), null, { secret: 'all', doc: 'Key for Serper.' }),
  exaApiKey: search('EXA_API_KEY', text(), null, { secret: 'all', doc: 'Key for Exa.' }),
  braveApiKey: search('BRAVE_API_KEY', text(), null, { secret: 'all', doc: 'Key for Brave Search.' }),
  searxngUrl: search('SEARXNG_URL', webAddress(), null, { secret: 'password', doc: 'Address of a SearXNG instance.' }),

  fetchAllow: outgoing('AIWRITER_FETCH_ALLOW', list(), [], {
    doc: 'Private hosts, addresses or blocks members may fetch sources from, e.g. `wiki.example.org, 10.1.0.0/16`.',
  }),
  localOnly: outgoing('AIWRITER_LOCAL_ONLY', flag(), false, { doc: 'Nothing leaves this machine, whoever asks.' }),
  fetchSeconds: outgoing('AIWRITER_FETCH_SECONDS', integer(1, 600), 30, { unit: 'seconds', doc: 'Time for one source, to its last byte.' }),
  fetchMegabytes: outgoing('AIWRITER_FETCH_MB', integer(1, 1024), 50, { unit: 'MB', doc: 'Largest source that is fetched.' }),
  fetchRedirects: outgoing('AIWRITER_FETCH_REDIRECTS', integer(0, 20), 5, { unit: 'redirects', doc: 'Redirects followed for one source.' }),
  httpsProxy: outgoing('HTTPS_PROXY', proxy(), null, {
    secret: 'password',
    aliases: ['https_proxy'],
    doc: 'Proxy for https addresses.',
  }),
  httpProxy: outgoing('HTTP_PROXY', proxy(), null, { secret: 'password', aliases: ['http_proxy'], doc: 'Proxy for http addresses.' }),
  noProxy: outgoing('NO_PROXY', text(), null, { aliases: ['no_proxy'], doc: 'Hosts reached without a proxy, separated by commas.' }),
  extraCaCerts: outgoing('NODE_EXTRA_CA_CERTS', path(), null, {
    doc: 'PEM file of certificate authorities trusted besides the usual ones.',
  }),

  logLevel: logs('AIWRITER_LOG_LEVEL', choice(['debug', 'info', 'warn', 'error', 'silent']), 'info', {
    doc: 'Least level that is logged.',
  }),
  logFormat: logs('AIWRITER_LOG_FORMAT', choice(['pretty', 'json']), 'pretty', { doc: 'Lines for people or for machines.' }),
  logFile: logs('AIWRITER_LOG_FILE', path(), null, { doc: 'File the log goes to instead of stderr.' }),
  metricsPort: logs('AIWRITER_METRICS_PORT', integer(0, 65_535), null, { doc: 'Port of the Prometheus metrics; none when not set.' }),
  otlpEndpoint: logs('OTEL_EXPORTER_OTLP_ENDPOINT', webAddress(), null, {
    secret: 'password',
    doc: 'OpenTelemetry collector traces are sent to.',
  }),
  otelServiceName: logs('OTEL_SERVICE_NAME', text(), 'aiwriter', { doc: 'Name of this installation in traces.' }),
} satisfies Record<string, Setting<unknown>>;

export type SettingName = keyof typeof settings;

/** The values of all settings, typed. */
export type ConfigValues = { readonly [Name in SettingName]: (typeof settings)[Name] extends Setting<infer Value> ? Value : never };
