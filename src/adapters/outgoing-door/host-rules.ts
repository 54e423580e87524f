import ipaddr from 'ipaddr.js';
import { AppError } from '../../shared/errors.ts';
import { parseAddress } from './address-check.ts';

/** One entry of an allow-list: a block of addresses or a host name, on one port or on all. */
export interface HostRule {
  block: [ipaddr.IPv4 | ipaddr.IPv6, number] | null;
  name: string | null;
  port: string | null;
}

const bracketed = /^\[([^\]]+)\](\/\d+)?(?::(\d{1,5}))?$/;
const withPort = /^([^:]+)(?::(\d{1,5}))?$/;

/**
 * Reads `10.0.0.0/8`, `10.1.2.3:8080`, `fd00::/8`, `[fd00::/8]:8080`, `wiki.corp` or `wiki.corp:443`.
 * Throws AppError `validation_failed` naming the entry.
 */
export function parseHostRule(entry: string): HostRule {
  const text = entry.trim();
  const inBrackets = bracketed.exec(text);
  if (inBrackets !== null) return addressRule(entry, `${inBrackets[1]}${inBrackets[2] ?? ''}`, inBrackets[3]);
  const hostAndPort = withPort.exec(text);
  if (hostAndPort === null) return addressRule(entry, text, undefined);
  const [, host = '', port] = hostAndPort;
  return looksLikeAddress(host) ? addressRule(entry, host, port) : nameRule(entry, host, port);
}

function looksLikeAddress(host: string): boolean {
  return host.includes('/') || /^[\d.]+$/.test(host);
}

function addressRule(entry: string, block: string, port: string | undefined): HostRule {
  try {
    return { block: parseBlock(block), name: null, port: port ?? null };
  } catch (cause) {
    throw notARule(entry, cause);
  }
}

/** Octal, hex and short spellings are refused here: in a rule that opens networks they are a mistake. */
function parseBlock(text: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  const [base = ''] = text.split('/');
  if (!base.includes(':') && !ipaddr.IPv4.isValidFourPartDecimal(base)) throw new RangeError('not four decimal numbers');
  if (text.includes('/')) return ipaddr.parseCIDR(text);
  const address = parseAddress(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

function nameRule(entry: string, host: string, port: string | undefined): HostRule {
  const url = URL.parse(`http://${host}/`);
  if (url === null || url.host === '' || /[/?#@\\]/.test(host)) throw notARule(entry);
  return { block: null, name: plainName(url.hostname), port: port ?? null };
}

function notARule(entry: string, cause?: unknown): AppError {
  return new AppError('validation_failed', `“${entry}” is neither a block of addresses nor a host name`, {
    hint: 'Write entries like 10.0.0.0/8, 192.168.1.20:8080, [fd00::/8]:443 or wiki.example.org, separated by commas.',
    cause,
  });
}

/** A host name without the trailing dot of the DNS root. */
export function plainName(hostname: string): string {
  return hostname.replace(/\.+$/, '').toLowerCase();
}

/** The port a URL means, also when it leaves it out. */
export function portOf(url: URL): string {
  return url.port !== '' ? url.port : url.protocol === 'https:' ? '443' : '80';
}

/** True when a rule names the host and port of the URL. */
export function allowsName(rules: readonly HostRule[], url: URL): boolean {
  const name = plainName(url.hostname);
  return rules.some((rule) => rule.name === name && onPort(rule, url));
}

/** True when a rule holds the address, on the port of the URL. */
export function allowsAddress(rules: readonly HostRule[], address: ipaddr.IPv4 | ipaddr.IPv6, url: URL): boolean {
  return rules.some((rule) => rule.block !== null && onPort(rule, url) && holds(rule.block, address));
}

function holds([network, bits]: [ipaddr.IPv4 | ipaddr.IPv6, number], address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return network.kind() === address.kind() && address.match(network, bits);
}

function onPort(rule: HostRule, url: URL): boolean {
  return rule.port === null || rule.port === portOf(url);
}
