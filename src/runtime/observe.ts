import type { LoadedConfig } from '../config/index.ts';
import type { Logger } from '../ports/logger.ts';
import type { Adapters } from './adapters.ts';

export interface ObserveParts {
  values: LoadedConfig['values'];
  adapters: Pick<Adapters, 'database' | 'door'>;
  logger: Logger;
  /** Open event streams. */
  watchers: () => number;
}

/** Starts metrics and traces where they are asked for; what they need is loaded only then. */
export async function observe({ values, adapters, logger, watchers }: ObserveParts, stack: AsyncDisposableStack): Promise<void> {
  if (values.metricsPort !== null) {
    const { serveMetrics } = await import('./metrics.ts');
    const host = values.host === 'localhost' ? '127.0.0.1' : values.host;
    stack.defer(await serveMetrics({ host, port: values.metricsPort, database: adapters.database, watchers }));
  }
  if (values.otlpEndpoint !== null) {
    const { startTracing } = await import('./tracing.ts');
    const { otelServiceName: serviceName, environment, otlpEndpoint: endpoint } = values;
    stack.defer(await startTracing({ endpoint, serviceName, environment, door: adapters.door, logger }));
  }
}
