import { isIP, type LookupFunction } from 'node:net';
import { AppError } from '../../shared/errors.ts';
import { isLoopback, parseAddress, refusedRange } from './address-check.ts';
import { allowsAddress, allowsName, type HostRule, plainName } from './host-rules.ts';

/** All addresses of a name; rejects when there is none. */
export type Resolve = (hostname: string) => Promise<string[]>;

/** Where a URL may lead: to public or allowed addresses, or to this machine only. */
type Reach = 'public' | 'loopback';

/** Reads a URL that may leave. Throws AppError `validation_failed` for what is no plain http or https address. */
export function parseTarget(text: string, from?: URL): URL {
  const url = URL.parse(text, from);
  if (url === null) throw badUrl(`“${text.slice(0, 200)}” is not a web address`);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw badUrl(`${url.protocol} addresses cannot be fetched`);
  if (url.username !== '' || url.password !== '') throw badUrl(`The address of ${url.host} contains a user name or password`);
  return url;
}

function badUrl(message: string): AppError {
  return new AppError('validation_failed', message, {
    hint: 'Give an address that starts with http:// or https://, without a password in it.',
  });
}

export interface DestinationRules {
  allow: readonly HostRule[];
  resolve: Resolve;
}

/**
 * Resolves the host once and checks every address it has: one bad address refuses all, as an answer that mixes public and private ones is an attack or a mistake.
 * Throws AppError `forbidden` naming the address, `upstream_failed` when the name does not exist.
 */
export async function checkedAddresses(url: URL, reach: Reach, rules: DestinationRules): Promise<readonly string[]> {
  const addresses = await addressesOf(url, rules.resolve);
  for (const address of addresses) refuseUnlessReachable(url, address, reach, rules.allow);
  return addresses;
}

function refuseUnlessReachable(url: URL, text: string, reach: Reach, allow: readonly HostRule[]): void {
  const address = parseAddress(text);
  if (reach === 'loopback') {
    if (!isLoopback(address)) throw notLocal(url, text);
    return;
  }
  const range = refusedRange(address);
  if (range === null || allowsName(allow, url) || allowsAddress(allow, address, url)) return;
  const where = bareHost(url) === text ? text : `${url.hostname} (${text})`;
  throw new AppError('forbidden', `${where} is not a public address: ${range.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, {
    hint: `Whoever runs this installation can allow it by adding ${text} or its network to AIWRITER_FETCH_ALLOW.`,
  });
}

function notLocal(url: URL, address: string): AppError {
  return new AppError('forbidden', `${url.host} (${address}) is not this machine, and this request may not leave it`, {
    hint: 'It carries material marked local-only, or AIWRITER_LOCAL_ONLY is set. Use a model or service on this machine, or lift the mark.',
  });
}

async function addressesOf(url: URL, resolve: Resolve): Promise<readonly string[]> {
  const host = bareHost(url);
  if (isIP(host) !== 0) return [host];
  try {
    const addresses = await resolve(plainName(host));
    if (addresses.length > 0) return addresses;
  } catch (cause) {
    throw unknownName(host, cause);
  }
  throw unknownName(host);
}

function unknownName(host: string, cause?: unknown): AppError {
  return new AppError('upstream_failed', `The name ${host} has no address`, {
    hint: 'Check the spelling of the address and the name server.',
    cause,
  });
}

/** The host of a URL without the brackets of IPv6. */
export function bareHost(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

/** A lookup that knows only the checked addresses, so that a second answer of the name server changes nothing. */
export function pinnedLookup(addresses: readonly string[]): LookupFunction {
  const entries = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_hostname, options, callback) => {
    const first = entries[0];
    if (first === undefined) callback(new Error('no checked address'), '', 0);
    else if (options.all === true) callback(null, entries);
    else callback(null, first.address, first.family);
  };
}
