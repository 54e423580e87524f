import type { Setting } from './setting.ts';
import type { SettingName } from './settings.ts';

/** A setting as it is shown to people. */
export interface SettingLine {
  name: SettingName;
  env: string;
  /** As text, secrets hidden; null when there is no value. */
  value: string | null;
  /** Where the value comes from: a variable, the file's path, `command line`, `settings page` or `default`. */
  origin: string;
  default: string | null;
  unit: string | null;
  doc: string;
  group: string;
}

export function settingLine(name: SettingName, setting: Setting<unknown>, value: unknown, origin: string): SettingLine {
  const { env, unit, doc, group } = setting;
  return { name, env, value: hideSecrets(setting, asText(value)), origin, default: defaultText(setting), unit, doc, group };
}

/** The default in words; what lies in the data folder is shown with that name. */
function defaultText({ fallback }: Setting<unknown>): string | null {
  return asText(typeof fallback === 'function' ? fallback('DATA_DIR') : fallback);
}

function asText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  const text = Array.isArray(value) ? value.join(', ') : String(value);
  return text === '' ? null : text;
}

function hideSecrets({ secret }: Setting<unknown>, value: string | null): string | null {
  if (value === null || secret === null) return value;
  return secret === 'all' ? '(hidden)' : value.replace(/(\/\/[^/@:]*):[^/@]*@/, '$1:(hidden)@');
}
