import type { OutgoingContext } from '../../ports/outgoing-door.ts';
import { AppError, isAppError } from '../../shared/errors.ts';
import { checkedAddresses, type DestinationRules } from './destination.ts';
import { allowsName, plainName } from './host-rules.ts';
import { type ProxySettings, proxyFor } from './proxy-choice.ts';

/** How a host is reached: through a proxy or directly, and if its addresses were checked, at one of these only. */
export interface Way {
  proxy: string | null;
  addresses: readonly string[] | null;
}

export interface WayRules extends DestinationRules {
  proxies: ProxySettings;
  localOnlyMode: boolean;
}

/**
 * Decides whether and how a URL may be reached. An operator's own host is not checked; where that host redirects to was not set by the operator, so it is.
 * Throws AppError `forbidden`, or `upstream_failed` for an unknown name.
 */
export async function findWay(url: URL, configured: URL, context: OutgoingContext, rules: WayRules): Promise<Way> {
  if (rules.localOnlyMode || context.carriesLocalOnly === true) {
    return { proxy: null, addresses: await checkedAddresses(url, 'loopback', rules) };
  }
  const proxy = proxyFor(url, rules.proxies);
  if (context.trust === 'operator' && url.hostname === configured.hostname) return { proxy, addresses: null };
  if (proxy === null) return { proxy, addresses: await checkedAddresses(url, 'public', rules) };
  await checkBeforeProxy(url, rules);
  return { proxy, addresses: null };
}

/** Behind a proxy a machine often cannot resolve outside names: the proxy, which the operator trusts, then decides, but not about names that exist inside only. */
async function checkBeforeProxy(url: URL, rules: WayRules): Promise<void> {
  try {
    await checkedAddresses(url, 'public', rules);
  } catch (error) {
    if (!isAppError(error, 'upstream_failed')) throw error;
    if (isInsideName(url.hostname) && !allowsName(rules.allow, url)) throw insideName(url.hostname);
  }
}

function isInsideName(hostname: string): boolean {
  const name = plainName(hostname);
  return !name.includes('.') || /\.(internal|local|localhost|localdomain|lan|home\.arpa)$/.test(name);
}

function insideName(hostname: string): AppError {
  return new AppError('forbidden', `${hostname} is a name of an inside network`, {
    hint: `Whoever runs this installation can allow it by adding ${plainName(hostname)} to AIWRITER_FETCH_ALLOW.`,
  });
}
