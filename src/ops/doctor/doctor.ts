import { isAppError } from '../../shared/errors.ts';

/** One thing looked at. `run` says what it found; it throws an AppError whose hint is the next step when something is wrong. */
export interface DoctorCheck {
  name: string;
  run: () => string | Promise<string>;
}

export interface Finding {
  name: string;
  ok: boolean;
  /** What was found, one line. */
  detail: string;
  /** What to do about it; null when nothing is to be done. */
  next: string | null;
}

/** Looks at everything, also when something before was wrong: each finding stands by itself. */
export async function examine(checks: readonly DoctorCheck[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const check of checks) findings.push(await findingOf(check));
  return findings;
}

async function findingOf({ name, run }: DoctorCheck): Promise<Finding> {
  try {
    return { name, ok: true, detail: await run(), next: null };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return {
      name,
      ok: false,
      detail,
      next: isAppError(error) ? (error.hint ?? null) : 'This is a fault of the check itself. Please report it.',
    };
  }
}
