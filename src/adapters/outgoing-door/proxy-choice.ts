import { isIP } from 'node:net';
import { AppError } from '../../shared/errors.ts';
import { isLoopback, parseAddress } from './address-check.ts';
import { bareHost } from './destination.ts';
import { allowsAddress, parseHostRule, plainName, portOf } from './host-rules.ts';

const schemes = new Set(['http:', 'https:', 'socks5:']);

export interface ProxySettings {
  /** Proxy for https targets, as in `HTTPS_PROXY`. */
  https?: string;
  /** Proxy for http targets, as in `HTTP_PROXY`. */
  http?: string;
  /** Comma-separated hosts reached directly, as in `NO_PROXY`: names with their subdomains, addresses, blocks, or `*`. */
  no?: string;
}

/** Reads the proxies once, so that a wrong one is found at the start. Throws AppError `validation_failed`; what it says never holds the proxy's password. */
export function readProxies(settings: ProxySettings): ProxySettings {
  return { https: readProxy(settings.https, 'HTTPS_PROXY'), http: readProxy(settings.http, 'HTTP_PROXY'), no: settings.no };
}

/** By custom a proxy may be given without its scheme. */
function readProxy(text: string | undefined, setting: string): string | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const url = URL.parse(/^[a-z]+:\/\//i.test(text) ? text : `http://${text}`);
  if (url !== null && schemes.has(url.protocol) && url.hostname !== '') return url.href;
  throw new AppError('validation_failed', `${setting} is not the address of a proxy`, {
    hint: 'Write it as http://proxy.example.org:3128; https and socks5 work too.',
  });
}

/** The proxy to use for a URL, or null to go directly; what is on this machine is never asked of a proxy. */
export function proxyFor(url: URL, settings: ProxySettings): string | null {
  const proxy = url.protocol === 'https:' ? settings.https : settings.http;
  if (proxy === undefined || isThisMachine(url)) return null;
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
