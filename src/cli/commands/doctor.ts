import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import type { LoadedConfig } from '../../config/index.ts';
import type { DoctorCheck, Finding } from '../../ops/index.ts';
import { AppError } from '../../shared/errors.ts';
import { commandConfig, commandOutput } from '../command.ts';
import { Desk } from '../desk.ts';

/** `aiwriter doctor`: looks at everything a start needs and says what to do about what is wrong. Makes and changes nothing. */
export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('look at everything a start needs, and say what to do about what is wrong')
    .action(async (_options: unknown, command: Command) => {
      const config = commandConfig(command);
      const { examine, folderChecks, programChecks, storageChecks } = await import('../../ops/index.ts');
      const { values } = config;
      const findings = await examine([...programChecks(values), ...folderChecks(values), ...storageChecks(values)]);
      const canStart = findings.every(({ ok, name }) => ok || name === 'port');
      // Asking would start the product, and a first start makes its folder.
      if (canStart && existsSync(values.dataDir))
        findings.push(...(await examine([{ name: 'models', run: () => describeModels(config) } satisfies DoctorCheck])));
      const ok = findings.every((finding) => finding.ok);
      commandOutput(command).result({ ok, findings }, findings.map(findingText).join('\n'));
      if (!ok) process.exitCode = 1;
    });
}

interface ModelsAnswer {
  providers: { provider: string; address: string; reachable: boolean; problem: string | null; models: { id: string }[] }[];
}

/** Asks the installation itself, because it alone knows its way out: proxies, certificates, what stays on this machine. */
async function describeModels(config: LoadedConfig): Promise<string> {
  const desk = await Desk.open(config, 'look');
  try {
    const { providers } = await desk.json<ModelsAnswer>({ method: 'GET', path: '/models' });
    const away = providers.find(({ reachable }) => !reachable);
    if (away !== undefined) {
      throw new AppError('upstream_failed', `${away.provider} at ${away.address} does not answer: ${away.problem}`, {
        hint: 'Check its key and address, the proxy settings, and that this machine may reach it.',
      });
    }
    if (providers.length === 0)
      return 'none; research, check and copied pieces need none. For written ones set a key such as OPENAI_API_KEY, or start Ollama';
    return providers.map(({ provider, address, models }) => `${provider} at ${address} with ${models.length} models`).join(', ');
  } finally {
    await desk.close();
  }
}

function findingText({ name, ok, detail, next }: Finding): string {
  return `${ok ? '✓' : '✗'} ${name}: ${detail}${next === null ? '' : `\n    → ${next}`}`;
}
