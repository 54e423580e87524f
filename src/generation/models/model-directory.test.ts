import { describe, expect, it } from 'vitest';
import type { WorkspaceScope } from '../../accounts/index.ts';
import type { ProviderListing } from '../../ports/language-model.ts';
import { systemClock } from '../../shared/clock.ts';
import type { RunInput } from '../runs/run.schema.ts';
import { createModelDirectory } from './model-directory.ts';

const scope = { workspaceId: 'wsp_1', userId: 'usr_1', apiKeyId: null, role: 'owner', scopes: null } as WorkspaceScope;
const write = { kind: 'write', brief: { topic: 'Coffee' } } as RunInput;
const priced: ProviderListing['models'][number] = { id: 'openai/gpt-4o-mini', contextWindow: null, pricing: 'listed' };
const atHome: ProviderListing['models'][number] = { id: 'ollama/llama3.2:latest', contextWindow: 8192, pricing: 'free' };

function listing(provider: string, models: ProviderListing['models'], problem: string | null = null): ProviderListing {
  return { provider, address: `http://${provider}`, reachable: problem === null, problem, models };
}

function directory(listings: ProviderListing[], settings: { preferred?: string; defaultBudgetMicros?: number } = {}) {
  const parts = { providers: { discover: async () => listings }, door: { fetch: () => fetch }, clock: systemClock };
  return createModelDirectory({
    ...parts,
    preferred: settings.preferred ?? null,
    defaultBudgetMicros: settings.defaultBudgetMicros ?? null,
  });
}

describe('Who writes', () => {
  it('is the first model of the first provider that answers, when nobody says', async () => {
    const found = directory([listing('openai', [], 'HTTP 401'), listing('ollama', [atHome])]);
    expect(await found.chooseAuthor(scope, write)).toEqual({ author: 'model', model: atHome.id, budgetMicros: null });
  });

  it('is the one of the settings, or the one that is asked for, which ranks above it', async () => {
    const found = directory([listing('openai', [priced]), listing('ollama', [atHome])], { preferred: 'ollama/llama3.2' });
    expect((await found.chooseAuthor(scope, write)).model).toBe('ollama/llama3.2');
    expect((await found.chooseAuthor(scope, { ...write, model: priced.id })).model).toBe(priced.id);
  });

  it('is nobody where nothing answers, and each reason is told with what to do', async () => {
    const refused = (listings: ProviderListing[]) =>
      directory(listings)
        .chooseAuthor(scope, write)
        .catch((error: unknown) => error);
    expect(await refused([])).toMatchObject({ code: 'no_author_available', message: 'No model is configured, and no Ollama was found' });
    expect(await refused([listing('openai', [], 'HTTP 401: no such key')])).toMatchObject({
      message: expect.stringContaining('openai: HTTP 401'),
    });
    expect(await refused([listing('ollama', [])])).toMatchObject({
      code: 'no_author_available',
      message: 'ollama answers at http://ollama, but has no model that writes',
      hint: expect.stringContaining('ollama pull'),
    });
  });

  it('costs nothing at home, so that any budget holds; an unknown price is refused one', async () => {
    const unknown = { ...priced, id: 'openai/mine' };
    const found = directory([listing('openai', [priced, unknown]), listing('ollama', [atHome])], { defaultBudgetMicros: 20_000 });
    expect(await found.chooseAuthor(scope, { ...write, model: atHome.id })).toMatchObject({ budgetMicros: 20_000 });
    expect(await found.chooseAuthor(scope, { ...write, model: priced.id, budgetUsd: 0.5 })).toMatchObject({ budgetMicros: 500_000 });
    await expect(found.chooseAuthor(scope, { ...write, model: unknown.id })).rejects.toMatchObject({ code: 'unprocessable' });
  });
});
