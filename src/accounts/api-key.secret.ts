import { hash, randomBytes } from 'node:crypto';

/**
 * An API key: `awk_`, 43 characters of 256 random bits, `_`, six characters of checksum.
 * The fixed prefix and the checksum let secret scanners find a leaked one without false alarms.
 */
const pattern = /^awk_([A-Za-z0-9_-]{43})_([A-Za-z0-9_-]{6})$/;

export function newApiKeySecret(): string {
  const secret = randomBytes(32).toString('base64url');
  return `awk_${secret}_${checksum(secret)}`;
}

/** False for what cannot be a key of ours, without asking the database. */
export function looksLikeApiKey(key: string): boolean {
  const match = pattern.exec(key);
  return match?.[1] !== undefined && match[2] === checksum(match[1]);
}

/** What is stored: 256 random bits need no slow hash. */
export function hashApiKey(key: string): string {
  return hash('sha256', key, 'hex');
}

/** The characters by which a person recognises a key in a list. */
export function apiKeyPrefix(key: string): string {
  return key.slice(0, 10);
}

function checksum(secret: string): string {
  return hash('sha256', `awk_${secret}`, 'base64url').slice(0, 6);
}
