import { fileURLToPath } from 'node:url';
import { accountRoutes, apiKeyRoutes, createIdempotencyService, type WorkspaceScope } from '../accounts/index.ts';
import type { LoadedConfig } from '../config/index.ts';
import { blobRoutes, documentHistoryRoutes, documentRoutes, suggestionRoutes, trashRoutes } from '../content/index.ts';
import { evidenceRoutes } from '../evidence/index.ts';
import { modelRoutes, runRoutes, sectionRoutes, usageRoutes } from '../generation/index.ts';
import { type AppParts, buildApp } from '../http/app.ts';
import { type Health, healthRoutes } from '../http/health.routes.ts';
import { pageRoutes } from '../http/pages.routes.ts';
import { sessionCookie } from '../http/session-cookie.ts';
import { signInRoutes } from '../http/sign-in.routes.ts';
import { sendEvents } from '../http/sse.ts';
import { hasWebPage, webPageRoutes } from '../http/web-page.routes.ts';
import { outgoingRoutes } from '../ops/index.ts';
import type { HttpApp } from '../ports/http-app.ts';
import { searchRoutes, sourceRoutes } from '../research/index.ts';
import { version } from '../shared/version.ts';
import type { Adapters } from './adapters.ts';
import type { Features } from './features.ts';
import type { createRuns } from './runs.ts';

/** Where the page is built to. */
const webPageFolder = fileURLToPath(new URL('../../web/dist', import.meta.url));
const megabyte = 1024 * 1024;
const hourMs = 3_600_000;

export interface WebAppParts {
  values: LoadedConfig['values'];
  logger: AppParts['logger'];
  adapters: Adapters;
  features: Features;
  runs: ReturnType<typeof createRuns>;
  operator: WorkspaceScope;
  health: Health;
  installationId: string;
  /** False for a command that only talks to itself. */
  servesPage: boolean;
  /** The address people use, once it is known; null without a network. */
  address: () => string | null;
  /** Aborts when the process is told to stop: event streams end. */
  draining: AbortSignal;
}

/** The HTTP application with the routes of all features. */
export function createWebApp(parts: WebAppParts): Promise<HttpApp> {
  const { values, logger, adapters, features, runs, operator, health, draining } = parts;
  const { sessions } = features;
  const cookie = sessionCookie(parts.installationId);
  return buildApp({
    ...{ logger, apiKeys: features.apiKeys, sessions, cookie, operator, clock: features.clock },
    idempotency: createIdempotencyService({ database: adapters.database, clock: features.clock, keptMs: values.idempotencyHours * hourMs }),
    trustedProxies: values.trustedProxies,
    draining,
    bodyBytes: values.bodyMegabytes * megabyte,
    fileBytes: values.uploadMegabytes * megabyte,
    rateLimit: { requests: values.rateLimit, windowSeconds: 60 },
    allowedHosts: values.publicUrl === null ? [] : [new URL(values.publicUrl).hostname],
    mount: (api) => {
      runRoutes(api, { ...runs.routes, sendEvents: (request, reply, open) => sendEvents(request, reply, open, { drain: draining }) });
      modelRoutes(api, runs.directory);
      usageRoutes(api, runs.routes.ledger);
      sourceRoutes(api, features.sources);
      searchRoutes(api, { search: features.search, answers: runs.answers });
      documentRoutes(api, features);
      documentHistoryRoutes(api, features.documents);
      trashRoutes(api, features.documents);
      suggestionRoutes(api, features.documents);
      evidenceRoutes(api, features.evidence);
      blobRoutes(api, features.blobs);
      apiKeyRoutes(api, features.apiKeys);
      accountRoutes(api, adapters);
      outgoingRoutes(api, adapters);
      sectionRoutes(api, { runs: runs.runs, documents: features.documents });
    },
    mountRoot: (root) => {
      healthRoutes(root, health);
      signInRoutes(root, { sessions, cookie, operator, address: parts.address });
      const isBuilt = parts.servesPage && hasWebPage(webPageFolder);
      pageRoutes(root, { version, health, hasFront: !isBuilt });
      if (isBuilt) webPageRoutes(root, webPageFolder);
    },
  });
}
