import type { Flag, Json } from './tables.ts';

/** The one codec for JSON columns. */
export function toJson<T>(value: T): Json<T> {
  return JSON.stringify(value);
}

export function fromJson<T>(text: Json<T> | string): T {
  return JSON.parse(text) as T;
}

/** The one codec for booleans. */
export function toFlag(value: boolean): Flag {
  return value ? 1 : 0;
}

export function fromFlag(flag: Flag): boolean {
  return flag === 1;
}
