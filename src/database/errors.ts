/** SQLite's extended result codes and PostgreSQL's SQLSTATE for the same thing. */
const violations = {
  unique: [2067, 1555, '23505'],
  foreign_key: [787, '23503'],
  check: [275, '23514'],
  not_null: [1299, '23502'],
} as const satisfies Record<string, readonly (number | string)[]>;

export type Violation = keyof typeof violations;

/** Which rule of the schema a statement broke, on either engine; null for any other error. */
export function violationOf(error: unknown): Violation | null {
  if (!(error instanceof Error)) return null;
  const code = 'errcode' in error ? error.errcode : 'code' in error ? error.code : null;
  const found = Object.entries(violations).find(([, codes]) => (codes as readonly unknown[]).includes(code));
  return found === undefined ? null : (found[0] as Violation);
}
