import type { z } from 'zod';

/** How much of a value is hidden when it is shown: all of it, or the password inside an address. */
export type Secrecy = 'all' | 'password';

export interface Setting<Value> {
  /** Environment variable; the key in the settings file is the name under which the setting is declared. */
  readonly env: string;
  /** Other names of the variable that are in use elsewhere. */
  readonly aliases: readonly string[];
  readonly group: string;
  readonly schema: z.ZodType<Value>;
  readonly fallback: Value | ((dataDir: string) => Value);
  /** What the value counts, e.g. `seconds`. */
  readonly unit: string | null;
  readonly doc: string;
  readonly secret: Secrecy | null;
}

interface Details {
  doc: string;
  unit?: string;
  secret?: Secrecy;
  aliases?: readonly string[];
}

/** Declares settings of one group. */
export function group(name: string) {
  /** @param fallback the value when none is given; a function when it lies in the data folder */
  return function setting<Value, Fallback extends Value | null>(
    env: string,
    schema: z.ZodType<Value>,
    fallback: Fallback | ((dataDir: string) => Fallback),
    { doc, unit, secret, aliases }: Details,
  ): Setting<Value | Fallback> {
    return { env, aliases: aliases ?? [], group: name, schema, fallback, unit: unit ?? null, doc, secret: secret ?? null };
  };
}
