import { lookup } from 'node:dns/promises';
import type { OutgoingContext, OutgoingDoor, OutgoingLimits, OutgoingRecord } from '../../ports/outgoing-door.ts';
import { AppError } from '../../shared/errors.ts';
import { assertOutsideTransaction } from '../../shared/transaction-guard.ts';
import { startDeadline } from './deadline.ts';
import { parseTarget, type Resolve } from './destination.ts';
import type { Dispatchers } from './dispatchers.ts';
import { parseHostRule } from './host-rules.ts';
import { type ProxySettings, readProxies } from './proxy-choice.ts';
import type { Hop } from './redirect.ts';
import type { HopOptions, sendHop } from './send-hop.ts';
import { findWay, type WayRules } from './way.ts';

export interface OutgoingDoorOptions {
  /** What members may reach besides public addresses: blocks or host names with an optional port (AIWRITER_FETCH_ALLOW). */
  allow: readonly string[];
  proxies: ProxySettings;
  /** Certificates trusted besides the system's, PEM. */
  extraCa?: string;
  /** Nothing leaves this machine, whoever asks (AIWRITER_LOCAL_ONLY). */
  localOnlyMode: boolean;
  /** Told of each request when it has ended, refused ones and each hop of a redirect included. */
  record: (record: OutgoingRecord) => void;
  /** All addresses of a name; the system's resolver by default. */
  resolve?: Resolve;
}

/** Opens the only way out of the process. Throws AppError `validation_failed` for an entry of `allow` or a proxy that cannot be read. */
export function createOutgoingDoor(options: OutgoingDoorOptions): OutgoingDoor {
  const { localOnlyMode, record } = options;
  const proxies = readProxies(options.proxies);
  const rules: WayRules = { allow: options.allow.map(parseHostRule), resolve: options.resolve ?? systemResolve, proxies, localOnlyMode };
  let client: Promise<HttpClient> | null = null;

  function boundFetch(context: OutgoingContext, limits: OutgoingLimits): typeof globalThis.fetch {
    return async (input, init) => {
      assertOutsideTransaction('An outgoing request');
      const first = await firstHop(input, init);
      const caller = init?.signal ?? (input instanceof Request ? input.signal : null);
      const deadline = startDeadline(limits.totalTimeoutMs, first.url.host, caller);
      try {
        client ??= loadClient(options.extraCa);
        const { send, dispatchers } = await client;
        return await follow(first, send, {
          ...{ context, limits, deadline, dispatchers, record },
          findWay: (url) => findWay(url, first.url, context, rules),
        });
      } catch (error) {
        deadline.clear();
        throw error;
      }
    };
  }

  return {
    fetch: boundFetch,
    async close() {
      await (await client)?.dispatchers.close();
    },
  };
}

interface HttpClient {
  send: typeof sendHop;
  dispatchers: Dispatchers;
}

/** The client is a hundred files; a desk that asks nothing of the network never loads it. */
async function loadClient(extraCa: string | undefined): Promise<HttpClient> {
  const [{ sendHop }, { createDispatchers }] = await Promise.all([import('./send-hop.ts'), import('./dispatchers.ts')]);
  return { send: sendHop, dispatchers: createDispatchers(extraCa) };
}

async function follow(first: Hop, send: typeof sendHop, options: HopOptions): Promise<Response> {
  let outcome: Response | Hop = first;
  for (let hops = 0; hops <= options.limits.maxRedirects; hops += 1) {
    outcome = await send(outcome, options);
    if (outcome instanceof Response) return outcome;
  }
  throw new AppError('upstream_failed', `${first.url.host} redirects more than ${options.limits.maxRedirects} times`, {
    hint: 'Open the address in a browser and give the one it ends at.',
  });
}

/** Bodies are small here (prompts, queries) and kept whole, so that a redirect can send them again. */
async function firstHop(input: Parameters<typeof fetch>[0], init: RequestInit | undefined): Promise<Hop> {
  const url = parseTarget(input instanceof Request ? input.url : String(input));
  const request = new Request(input instanceof Request ? input : url, init);
  const body = request.body === null ? null : new Uint8Array(await request.arrayBuffer());
  return { url, method: request.method, headers: request.headers, body };
}

async function systemResolve(hostname: string): Promise<string[]> {
  const entries = await lookup(hostname, { all: true });
  return entries.map((entry) => entry.address);
}
