import type { Command } from 'commander';
import { withDesk } from '../command.ts';

interface ProviderAnswer {
  provider: string;
  address: string;
  reachable: boolean;
  problem: string | null;
  models: ModelAnswer[];
}

interface ModelAnswer {
  id: string;
  contextWindow: number | null;
  price: { input: number; output: number } | null;
}

const nothing = 'No model is configured, and no Ollama was found. Set a key such as OPENAI_API_KEY, or start Ollama.';

/** `aiwriter model list`: what could write, whether it answers and what it costs. */
export function addModelCommands(program: Command): void {
  program
    .command('model')
    .description('the models that can write')
    .command('list')
    .description('which there are, whether their providers answer, and what they cost')
    .action((_options: unknown, command: Command) =>
      withDesk(command, async (desk, output) => {
        const { providers } = await desk.json<{ providers: ProviderAnswer[] }>({ method: 'GET', path: '/models' });
        output.result(providers, providers.length === 0 ? nothing : providers.map(providerText).join('\n'));
      }),
    );
}

function providerText({ provider, address, reachable, problem, models }: ProviderAnswer): string {
  if (!reachable) return `✗ ${provider} at ${address}: ${problem}`;
  const lines = models.map((model) => `    ${model.id}  ${contextText(model)}${priceText(model)}`);
  return [`✓ ${provider} at ${address}${models.length === 0 ? ': no model that writes' : ''}`, ...lines].join('\n');
}

function contextText({ contextWindow }: ModelAnswer): string {
  return contextWindow === null ? '' : `${contextWindow} tokens of context, `;
}

function priceText({ price }: ModelAnswer): string {
  if (price === null) return 'price not known';
  return price.input === 0 && price.output === 0 ? 'free' : `$${price.input} in, $${price.output} out a million tokens`;
}
