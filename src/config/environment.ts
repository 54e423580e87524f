import { readFileSync } from 'node:fs';
import { nearest } from './nearest.ts';
import type { Problems } from './problems.ts';
import type { Setting } from './setting.ts';
import { type SettingName, settings } from './settings.ts';

/** What a source gives for a setting, before it is checked, and where exactly it stands. */
export interface Given {
  value: unknown;
  origin: string;
}

export type GivenValues = Map<SettingName, Given>;
export type Environment = Readonly<Record<string, string | undefined>>;

const entries = Object.entries(settings) as [SettingName, Setting<unknown>][];
const variables = new Set(entries.flatMap(([, setting]) => [setting.env, ...(setting.secret === null ? [] : [`${setting.env}_FILE`])]));

/** Values given by variables. A variable set to nothing counts as not set. */
export function readEnvironment(env: Environment, problems: Problems): { given: GivenValues; ignored: string[] } {
  const given: GivenValues = new Map();
  for (const [name, setting] of entries) {
    const found = readVariable(setting, env, problems);
    if (found !== null) given.set(name, found);
  }
  return { given, ignored: checkNames(env, problems) };
}

function readVariable(setting: Setting<unknown>, env: Environment, problems: Problems): Given | null {
  const name = [setting.env, ...setting.aliases].find((candidate) => isSet(env[candidate]) && !isInjected(candidate, env[candidate]));
  const fileName = setting.secret === null ? undefined : `${setting.env}_FILE`;
  const file = fileName === undefined ? undefined : env[fileName];
  if (name === undefined) return isSet(file) ? readSecretFile(String(fileName), file, problems) : null;
  if (isSet(file)) problems.add(setting.env, `and ${fileName} are both set; keep one`);
  return { value: env[name], origin: name };
}

function readSecretFile(variable: string, path: string, problems: Problems): Given | null {
  try {
    return { value: readFileSync(path, 'utf8').trimEnd(), origin: variable };
  } catch (error) {
    problems.add(variable, `names ${path}, which cannot be read (${(error as NodeJS.ErrnoException).code})`);
    return null;
  }
}

/** Names nobody reads are errors, but for what Kubernetes injects. @returns the names passed over */
function checkNames(env: Environment, problems: Problems): string[] {
  const ours = Object.keys(env).filter((name) => name.startsWith('AIWRITER_') && isSet(env[name]));
  const ignored = ours.filter((name) => isInjected(name, env[name]));
  for (const name of ours) {
    if (variables.has(name) || ignored.includes(name)) continue;
    const near = nearest(name, [...variables]);
    problems.add(name, near === null ? 'is not a setting' : `is not a setting; did you mean ${near}?`);
  }
  return ignored.sort();
}

/** What Kubernetes sets in every container of a namespace that has a Service named aiwriter or aiwriter-…. */
function isInjected(name: string, value: string | undefined): boolean {
  if (!name.startsWith('AIWRITER_')) return false;
  return (
    /^(tcp|udp|sctp):\/\//.test(value ?? '') ||
    /_SERVICE_(HOST|PORT(_[A-Z0-9_]+)?)$/.test(name) ||
    /_PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?$/.test(name)
  );
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}
