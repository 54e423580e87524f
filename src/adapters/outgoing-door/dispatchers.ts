import { getCACertificates } from 'node:tls';
import { Agent, type Dispatcher, ProxyAgent } from 'undici';
import { pinnedLookup } from './destination.ts';
import type { Way } from './way.ts';

/**
 * Waiting is bounded by the limits of each request, so the client's own timers are off: a model may think for minutes before its first byte.
 * HTTP/2 would share one connection between streams of very different length for no gain here.
 */
const clientOptions = { headersTimeout: 0, bodyTimeout: 0, allowH2: false } as const;
const keepAliveMs = 30_000;
/** Before the next address of a name is tried: the platform's own quarter of a second gives up on hosts that are merely far away. */
const perAddressMs = 1500;

/** A connection or a pool of them. */
export interface Line {
  dispatcher: Dispatcher;
  /** To be called when the answer has been read, where the connection is not kept. */
  release?(): void;
}

export interface Dispatchers {
  open(way: Way): Line;
  close(): Promise<void>;
}

/**
 * Connections to unchecked operator hosts and proxies are kept and shared. A checked connection serves one request only:
 * were it shared, a name that once led to an allowed address could be reused where its new address is not.
 *
 * @param extraCa certificates trusted besides the system's, PEM
 */
export function createDispatchers(extraCa: string | undefined): Dispatchers {
  const tls = extraCa === undefined ? {} : { ca: [...getCACertificates('default'), extraCa] };
  const direct = new Agent({ ...clientOptions, keepAliveTimeout: keepAliveMs, connect: tls });
  const throughProxy = new Map<string, ProxyAgent>();
  const single = new Set<Agent>();

  function proxyAgent(uri: string): ProxyAgent {
    const agent = throughProxy.get(uri) ?? new ProxyAgent({ uri, ...clientOptions, requestTls: tls, proxyTls: tls });
    throughProxy.set(uri, agent);
    return agent;
  }

  function pinned(addresses: readonly string[]): Line {
    const connect = { ...tls, lookup: pinnedLookup(addresses), autoSelectFamily: true, autoSelectFamilyAttemptTimeout: perAddressMs };
    const agent = new Agent({ ...clientOptions, connect });
    single.add(agent);
    const release = () => {
      single.delete(agent);
      void agent.destroy();
    };
    return { dispatcher: agent, release };
  }

  return {
    open({ proxy, addresses }) {
      if (proxy !== null) return { dispatcher: proxyAgent(proxy) };
      return addresses === null ? { dispatcher: direct } : pinned(addresses);
    },
    async close() {
      await Promise.all([direct, ...throughProxy.values(), ...single].map((agent) => agent.destroy()));
    },
  };
}
