import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { AppError } from '../shared/errors.ts';
import type { GivenValues } from './environment.ts';
import { nearest } from './nearest.ts';
import type { Problems } from './problems.ts';
import { type SettingName, settings } from './settings.ts';

export const settingsFileName = 'aiwriter.yaml';

/** Values given by the settings file; none when there is no file and none was asked for by name. */
export function readSettingsFile(path: string, isRequired: boolean, problems: Problems): GivenValues {
  const content = readText(path, isRequired);
  const given: GivenValues = new Map();
  if (content === null) return given;
  const names = Object.keys(settings);
  for (const [key, value] of Object.entries(parseMapping(path, content))) {
    if (!names.includes(key)) {
      const near = nearest(key, names);
      problems.add(key, near === null ? `in ${path} is not a setting` : `in ${path} is not a setting; did you mean ${near}?`);
    } else if (value !== null) given.set(key as SettingName, { value, origin: path });
  }
  return given;
}

function readText(path: string, isRequired: boolean): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (!isRequired && (code === 'ENOENT' || code === 'ENOTDIR')) return null;
    throw new AppError('validation_failed', `The settings file ${path} cannot be read (${code})`, {
      hint: 'Check the path and its rights.',
      cause: error,
    });
  }
}

function parseMapping(path: string, content: string): Record<string, unknown> {
  // Loaded only when there is a file: a start without one does not pay for it.
  const yaml = createRequire(import.meta.url)('yaml') as typeof import('yaml');
  const document = yaml.parseDocument(content);
  const [error] = document.errors;
  if (error !== undefined)
    throw new AppError('validation_failed', `${path} is not valid YAML: ${error.message}`, { hint: 'Mend that line and try again.' });
  const value: unknown = document.toJS() ?? {};
  if (typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new AppError('validation_failed', `${path} must hold “name: value” lines`, {
    hint: '“aiwriter config init” writes one to start from.',
  });
}
