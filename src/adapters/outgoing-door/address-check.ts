import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Public by its number, but answered by the host of a cloud machine: the Azure platform address hands out machine identity. */
const platformAddresses = new Set(['168.63.129.16']);

/** The IPv6 space routed on the public internet (RFC 4291); whatever lies outside is special, also when a table does not name it yet. */
const globalUnicast: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3];
/** A network without IPv4 reaches every IPv4 host through this prefix (RFC 6052), so what counts is the address inside. */
const wellKnownNat64: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('64:ff9b::'), 96];

/** The address a connection would really reach: IPv4-mapped IPv6 becomes the IPv4 address. Throws on anything that is not an IP address. */
export function parseAddress(text: string): Address {
  return ipaddr.process(text);
}

/** Why a member's URL may not reach the address, as the name of its range ("loopback", "private"…); null for a public unicast address. */
export function refusedRange(address: Address): string | null {
  if (address.kind() === 'ipv4') return refusedIpv4(address as ipaddr.IPv4);
  const ipv6 = address as ipaddr.IPv6;
  if (ipv6.match(wellKnownNat64)) {
    const inside = refusedIpv4(new ipaddr.IPv4(ipv6.toByteArray().slice(12)));
    return inside === null ? null : `${inside}, behind NAT64`;
  }
  const range = ipv6.range();
  if (range !== 'unicast') return range;
  return ipv6.match(globalUnicast) ? null : 'not routed on the internet';
}

function refusedIpv4(address: ipaddr.IPv4): string | null {
  if (platformAddresses.has(address.toString())) return 'cloud platform';
  const range = address.range();
  return range === 'unicast' ? null : range;
}

export function isLoopback(address: Address): boolean {
  return address.range() === 'loopback';
}
