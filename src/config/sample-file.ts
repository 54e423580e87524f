import { type SettingName, settings } from './settings.ts';
import { type SettingLine, settingLine } from './shown-value.ts';

/** A settings file in which every setting stands commented out with its meaning and default. */
export function sampleSettingsFile(): string {
  const head = '# Settings of AI-Writer. Variables of the environment rank above this file.\n# Remove the “#” before a line to use it.\n';
  return head + inGroups((title, lines) => `\n# --- ${title}\n${lines.map(sampleLine).join('')}`);
}

/** Every setting's group with its lines, in the order they are declared. */
export function inGroups(write: (title: string, lines: SettingLine[]) => string): string {
  const lines = (Object.keys(settings) as SettingName[]).map((name) => settingLine(name, settings[name], null, 'default'));
  const groups = Map.groupBy(lines, ({ group }) => group);
  return [...groups].map(([title, members]) => write(title, members)).join('');
}

function sampleLine({ name, doc, unit, default: value }: SettingLine): string {
  return `# ${doc}${unit === null ? '' : ` (${unit})`}\n#${name}: ${value ?? ''}\n`;
}
