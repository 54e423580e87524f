import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Environment, type Given, type GivenValues, readEnvironment } from './environment.ts';
import { Problems } from './problems.ts';
import type { Setting } from './setting.ts';
import { type ConfigValues, type SettingName, settings } from './settings.ts';
import { readSettingsFile, settingsFileName } from './settings-file.ts';
import { type SettingLine, settingLine } from './shown-value.ts';

export interface LoadOptions {
  env?: Environment;
  /** `--data-dir`. */
  dataDir?: string;
  /** `--config`: the settings file instead of aiwriter.yaml in the data folder; it must be there. */
  file?: string;
  /** Values of command line flags, by variable name; they rank above the environment. */
  flags?: Readonly<Record<string, string | undefined>>;
  /** Rows of settings made in the product, by setting name; they rank below the file. */
  stored?: Readonly<Record<string, unknown>>;
}

export interface LoadedConfig {
  readonly values: ConfigValues;
  /** The settings file that was read, or would be. */
  readonly file: string;
  /** Variables set by Kubernetes for a Service of our name, passed over. */
  readonly ignored: readonly string[];
  /** Every setting with its value (secrets hidden), origin, default, unit and meaning. */
  describe(): SettingLine[];
  /** The secret values themselves, and the passwords inside addresses: what must not turn up in a log. */
  secrets(): string[];
}

const programFolder = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Reads all settings: flags > environment > file > stored > defaults. Throws AppError `validation_failed` that names everything wrong. */
export function loadConfig({ env = process.env, dataDir, file, flags = {}, stored = {} }: LoadOptions = {}): LoadedConfig {
  const problems = new Problems();
  const environment = readEnvironment(env, problems);
  const byFlag = readFlags({ ...flags, AIWRITER_DATA_DIR: dataDir ?? flags.AIWRITER_DATA_DIR });
  const fileInDataDir = () => join(findDataDir([byFlag, environment.given]), settingsFileName);
  const path = file === undefined ? fileInDataDir() : resolve(file);
  const inFile = readSettingsFile(path, file !== undefined, problems);
  const ranked = [byFlag, environment.given, inFile, readStored(stored)];
  const folder = findDataDir(ranked);
  const given: GivenValues = new Map(ranked.toReversed().flatMap((source) => [...source]));
  const values = settle(given, folder, problems);
  problems.throwIfAny();
  return { values, file: path, ignored: environment.ignored, describe: () => describe(values, given), secrets: () => secretsOf(values) };
}

function readFlags(flags: Readonly<Record<string, string | undefined>>): GivenValues {
  const given: GivenValues = new Map();
  for (const [name, setting] of all()) {
    const value = flags[setting.env];
    if (value !== undefined) given.set(name, { value, origin: 'command line' });
  }
  return given;
}

function readStored(stored: Readonly<Record<string, unknown>>): GivenValues {
  const known = all().filter(([name]) => stored[name] !== undefined);
  return new Map(known.map(([name]): [SettingName, Given] => [name, { value: stored[name], origin: 'settings page' }]));
}

/** Other defaults lie in the data folder, so it is found first. */
function findDataDir(ranked: readonly GivenValues[]): string {
  const given = ranked.find((source) => source.has('dataDir'))?.get('dataDir');
  return typeof given?.value === 'string' && given.value.trim() !== '' ? resolve(given.value.trim()) : join(programFolder, 'data');
}

function settle(given: GivenValues, dataDir: string, problems: Problems): ConfigValues {
  const values: Record<string, unknown> = {};
  for (const [name, setting] of all()) {
    const source = given.get(name);
    values[name] = source === undefined ? fallbackOf(setting, dataDir) : check(name, setting, source, problems);
  }
  return Object.freeze(values) as unknown as ConfigValues;
}

function check(name: SettingName, setting: Setting<unknown>, { value, origin }: Given, problems: Problems): unknown {
  const result = setting.schema.safeParse(value);
  if (result.success) return result.data;
  const message = result.error.issues[0]?.message ?? 'is not valid';
  const at = origin === setting.env ? setting.env : `${name} (${origin})`;
  problems.add(at, setting.secret === null ? `is ${JSON.stringify(value)}: it ${message}` : message);
  return undefined;
}

function describe(values: ConfigValues, given: GivenValues): SettingLine[] {
  return all().map(([name, setting]) => settingLine(name, setting, values[name], given.get(name)?.origin ?? 'default'));
}

function secretsOf(values: ConfigValues): string[] {
  return all().flatMap(([name, { secret }]) => {
    const value = values[name];
    if (secret === null || typeof value !== 'string') return [];
    return secret === 'all' ? [value] : (/\/\/[^/@:]*:([^/@]+)@/.exec(value)?.slice(1) ?? []);
  });
}

function fallbackOf(setting: Setting<unknown>, dataDir: string): unknown {
  return typeof setting.fallback === 'function' ? setting.fallback(dataDir) : setting.fallback;
}

function all(): [SettingName, Setting<unknown>][] {
  return Object.entries(settings) as [SettingName, Setting<unknown>][];
}
