import { isIP } from 'node:net';
import { isLoopback, parseAddress } from './address-check.ts';
import { bareHost } from './destination.ts';
import { allowsAddress, parseHostRule, plainName, portOf } from './host-rules.ts';

export interface ProxySettings {
  /** Proxy for https targets, as in `HTTPS_PROXY`. */
  https?: string;
  /** Proxy for http targets, as in `HTTP_PROXY`. */
  http?: string;
  /** Comma-separated hosts reached directly, as in `NO_PROXY`: names with their subdomains, addresses, blocks, or `*`. */
  no?: string;
}

/** The proxy to use for a URL, or null to go directly; what is on this machine is never asked of a proxy. */
export function proxyFor(url: URL, settings: ProxySettings): string | null {
  const proxy = url.protocol === 'https:' ? settings.https : settings.http;
  if (proxy === undefined || proxy === '' || isThisMachine(url)) return null;
  const exceptions = (settings.no ?? '').split(/[\s,]+/).filter((entry) => entry !== '');
  return exceptions.some((entry) => goesDirectly(entry, url)) ? null : proxy;
}

function isThisMachine(url: URL): boolean {
  const host = bareHost(url);
  if (isIP(host) !== 0) return isLoopback(parseAddress(host));
  const name = plainName(host);
  return name === 'localhost' || name.endsWith('.localhost');
}

function goesDirectly(entry: string, url: URL): boolean {
  if (entry === '*') return true;
  const host = bareHost(url);
  if (isIP(host) !== 0) return addressGoesDirectly(entry, host, url);
  const [name = '', port] = entry.split(':');
  const wanted = plainName(name.replace(/^\*?\./, ''));
  const asked = plainName(host);
  return (asked === wanted || asked.endsWith(`.${wanted}`)) && (port === undefined || port === portOf(url));
}

/** NO_PROXY is shared by all programs of a machine, so an entry this one cannot read is passed over. */
function addressGoesDirectly(entry: string, host: string, url: URL): boolean {
  if (!/\d|:/.test(entry) || entry.startsWith('.') || entry.startsWith('*')) return false;
  try {
    return allowsAddress([parseHostRule(entry)], parseAddress(host), url);
  } catch {
    return false;
  }
}
