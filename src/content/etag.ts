import { AppError } from '../shared/errors.ts';

/** As `versionFromIfMatch`, where the header may be left out. */
export function versionIfGiven(header: string | undefined): number | undefined {
  return header === undefined ? undefined : versionFromIfMatch(header);
}

/** The `ETag` of a document or draft at a version. */
export function etagOf(version: number): string {
  return `"${version}"`;
}

/**
 * The version an `If-Match` header names; undefined for `*`, which any version matches.
 * Throws AppError `precondition_required` without one, `revision_mismatch` for a tag that is none of ours.
 */
export function versionFromIfMatch(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === '') {
    throw new AppError('precondition_required', 'The change does not say which version it was made on.', {
      hint: 'Send If-Match with the ETag of the version you read.',
    });
  }
  if (header.trim() === '*') return undefined;
  const version = /^(?:W\/)?"(\d{1,15})"$/.exec(header.trim())?.[1];
  if (version !== undefined) return Number(version);
  throw new AppError('revision_mismatch', `The If-Match header ${header.slice(0, 40)} is no version of this.`, {
    hint: 'Send the ETag as it was received, with its quotation marks.',
  });
}
