import { Option } from 'commander';
import { AppError } from '../../shared/errors.ts';

/** For an option that may be given several times. */
export function collect(value: string, previous: string[]): string[] {
  return [...previous, value];
}

/** Throws AppError `validation_failed` for what is no number; whether it is a sensible one is the product's to say. */
export function toNumber(flag: string, value: string | undefined, example: string): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) {
    throw new AppError('validation_failed', `${flag} must be a number, not “${value}”`, { hint: `For example ${flag} ${example}.` });
  }
  return number;
}

/** Settled by the command line itself: at the end of the work a wrong style would come too late. */
export function citationsOption(): Option {
  return new Option('--citations <style>', 'how its citations are shown').choices(['footnotes', 'links', 'list', 'none']);
}
