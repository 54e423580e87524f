import type { WorkspaceScope } from '../../accounts/index.ts';
import type { ModelProviders, ProviderListing } from '../../ports/language-model.ts';
import type { OutgoingDoor } from '../../ports/outgoing-door.ts';
import type { Clock } from '../../shared/clock.ts';
import { AppError } from '../../shared/errors.ts';
import type { RunInput } from '../runs/run.schema.ts';
import type { Run } from '../runs/run.ts';
import { assertPriced } from './prices.ts';

export interface ModelDirectoryParts {
  providers: Pick<ModelProviders, 'discover'>;
  door: Pick<OutgoingDoor, 'fetch'>;
  clock: Clock;
  /** What runs use when none is asked for; `provider/model`. */
  preferred: string | null;
  /** Micro-dollars a run may cost when it names no budget itself. */
  defaultBudgetMicros: number | null;
}

/** What providers answered is believed for so long. */
const freshMs = 30_000;
const limits = { totalTimeoutMs: 5_000, idleTimeoutMs: 5_000, maxBytes: 8 * 1024 * 1024, maxRedirects: 0 };

export type ModelDirectory = ReturnType<typeof createModelDirectory>;

/** Which models there are, and which of them writes a run. */
export function createModelDirectory(parts: ModelDirectoryParts) {
  let known: { at: number; listings: Promise<ProviderListing[]> } | null = null;

  /** What the configured providers have, asked at most every half minute. */
  function list(scope: WorkspaceScope): Promise<ProviderListing[]> {
    const now = parts.clock.monotonic();
    if (known === null || now - known.at > freshMs) {
      const fetch = parts.door.fetch({ purpose: 'model', workspaceId: scope.workspaceId, userId: scope.userId, trust: 'operator' }, limits);
      known = { at: now, listings: parts.providers.discover(fetch) };
    }
    return known.listings;
  }

  /** The model that was asked for, else the one of the settings, else the first there is. Throws AppError `no_author_available`, `validation_failed` (unknown model). */
  async function chooseModel(scope: WorkspaceScope, asked: string | undefined): Promise<string> {
    const listings = await list(scope);
    const wanted = asked ?? parts.preferred;
    if (wanted !== null) return assertOffered(wanted, listings);
    const first = listings.find((listing) => listing.reachable && listing.models.length > 0)?.models[0];
    if (first === undefined) throw noAuthor(listings);
    return first.id;
  }

  return {
    list,
    chooseModel,

    /** Settles who writes. Throws AppError `no_author_available`, `validation_failed` (unknown model), `unprocessable` (a budget without a price). */
    async chooseAuthor(scope: WorkspaceScope, input: RunInput): Promise<Pick<Run, 'author' | 'model' | 'budgetMicros'>> {
      const asked = input.budgetUsd === undefined ? null : Math.round(input.budgetUsd * 1e6);
      if (input.author === 'extractive') return { author: 'extractive', model: null, budgetMicros: asked };
      const model = await chooseModel(scope, input.model);
      const pricing = (await list(scope)).flatMap(({ models }) => models).find(({ id }) => id === model)?.pricing ?? 'listed';
      const budgetMicros = asked ?? parts.defaultBudgetMicros;
      assertPriced(model, pricing, budgetMicros);
      return { author: 'model', model, budgetMicros };
    },
  };
}

/** A provider that answers says what it has; one that does not is believed to have what is asked for. */
function assertOffered(id: string, listings: readonly ProviderListing[]): string {
  const provider = id.slice(0, id.indexOf('/'));
  const listing = listings.find((each) => each.provider === provider);
  if (listing === undefined) {
    throw new AppError('no_author_available', `No provider called “${provider}” is configured, so ${id} cannot write`, {
      hint: waysForward,
    });
  }
  if (listing.reachable && listing.models.length > 0 && !listing.models.some((model) => untagged(model.id) === untagged(id))) {
    const some = listing.models.slice(0, 5).map((model) => model.id);
    throw new AppError('validation_failed', `${provider} has no model ${id}`, {
      hint: `It has ${some.join(', ')}${listing.models.length > 5 ? ', …' : ''}.`,
    });
  }
  return id;
}

/** Ollama takes a name without a tag for the `latest`. */
function untagged(id: string): string {
  return id.replace(/^(ollama\/.+):latest$/, '$1');
}

const waysForward =
  'Set a key such as ANTHROPIC_API_KEY or OPENAI_API_KEY, name a server with OPENAI_BASE_URL, start Ollama, or take `--author extractive`, which copies from the sources. `research` and `check` need no model.';

function noAuthor(listings: readonly ProviderListing[]): AppError {
  const problems = listings.filter((listing) => listing.problem !== null).map((listing) => `${listing.provider}: ${listing.problem}`);
  const empty = listings.find((listing) => listing.reachable && listing.models.length === 0);
  if (empty !== undefined && problems.length === 0) return noModelYet(empty);
  const detail =
    problems.length === 0 ? 'No model is configured, and no Ollama was found' : `No model can be reached (${problems.join('; ')})`;
  return new AppError('no_author_available', detail, { hint: waysForward });
}

/** It runs, but nothing was brought to it yet. */
function noModelYet({ provider, address }: ProviderListing): AppError {
  const pull = provider === 'ollama' ? 'Bring it one, such as `ollama pull llama3.2`. ' : '';
  return new AppError('no_author_available', `${provider} answers at ${address}, but has no model that writes`, {
    hint: pull + waysForward,
  });
}
