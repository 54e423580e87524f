import { AppError, type FieldError } from '../shared/errors.ts';

/** Everything wrong with the settings, so that a person mends all of it at once. */
export class Problems {
  readonly #found: FieldError[] = [];

  add(path: string, message: string): void {
    this.#found.push({ path, message });
  }

  /** Throws AppError `validation_failed` when anything was found. */
  throwIfAny(): void {
    const [first, ...others] = this.#found;
    if (first === undefined) return;
    const message = others.length === 0 ? `${first.path} ${first.message}` : `${this.#found.length} settings are not valid`;
    throw new AppError('validation_failed', message, {
      errors: this.#found,
      hint: 'docs/guide/settings.md tells what each setting means; “aiwriter config check” tries yours.',
    });
  }
}
