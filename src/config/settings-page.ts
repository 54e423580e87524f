import { inGroups } from './sample-file.ts';
import { settings } from './settings.ts';
import type { SettingLine } from './shown-value.ts';

const head = `# Settings

<!-- Generated from src/config/settings.ts by \`npm run check -- --fix\`; changes made here are lost. -->

A setting is taken from the first place that has it: a flag of the command, an environment variable, \`aiwriter.yaml\` in the data folder (or the file
named by \`--config\`), what was set in the product, its default. \`aiwriter config show\` prints each value with the place it comes from,
\`aiwriter config check\` tries them all, and \`aiwriter config init\` writes a file to start from.

- A name nobody knows is an error that names the nearest known one. A variable set to nothing counts as not set.
- Secrets may be given as a file: \`NAME_FILE\` holds the path. They are never printed.
- A relative path counts from the folder the program was started in; \`DATA_DIR\` stands for the data folder, by default \`data\` in the program's folder.
- What Kubernetes sets for a Service named \`aiwriter\` (\`AIWRITER_SERVICE_HOST\`, \`AIWRITER_PORT=tcp://…\`) is passed over.
`;

/** The guide's page of settings, as Markdown. */
export function settingsPage(): string {
  return (
    head +
    inGroups(
      (title, lines) =>
        `\n## ${title}\n\n| variable | in the file | default | meaning |\n| --- | --- | --- | --- |\n${lines.map(row).join('')}`,
    )
  );
}

function row({ name, env, unit, doc, default: value }: SettingLine): string {
  const shown = value === null ? '' : `\`${name === 'dataDir' ? 'data' : value}\`${unit === null ? '' : ` ${unit}`}`;
  const file = settings[name].secret === null ? '' : ` Also \`${env}_FILE\`.`;
  return `| \`${env}\` | \`${name}\` | ${shown} | ${doc}${value === null && unit !== null ? ` In ${unit}.` : ''}${file} |\n`;
}
