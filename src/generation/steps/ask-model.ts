import type { ModelRequest } from '../../ports/language-model.ts';
import type { Written } from '../models/router.ts';
import type { SectionText, StepContext } from '../runs/step.ts';
import { gatherStep } from './gather.step.ts';
import { pieceLanguage } from './piece-language.ts';
import { type StepServices, scopeOf } from './services.ts';

/** Has the run's model, or those that stand in for it, answer; every call is in the ledger under this step. */
export async function askModel(context: StepContext<StepServices>, request: ModelRequest, live?: SectionText): Promise<Written> {
  const { run, services, name, attempt, signal } = context;
  const chosen = run.model as string;
  const purpose = { scope: scopeOf(run), runId: run.id, step: name, attempt };
  const models = [chosen, ...services.modelFallback.filter((model) => model !== chosen)];
  return services.models.write(
    { purpose, request, models, carriesLocalOnly: await holdsLocalOnly(context), language: pieceLanguage(context), signal },
    live,
  );
}

/**
 * A prompt may hold words of any source of the run, and of any the document at hand cites, so one that is local-only keeps the whole prompt
 * at home. Looked up before each call: a source may have been marked since the run began.
 */
async function holdsLocalOnly({ run, services, result }: StepContext<StepServices>): Promise<boolean> {
  const scope = scopeOf(run);
  const ids = result(gatherStep).sources.map((source) => source.id);
  if (await services.holdLocalOnly(scope, ids)) return true;
  return run.documentId !== null && (await services.citesLocalOnly(scope, run.documentId));
}

/** Tokens a word may take in the language that needs most, and what a model may write beyond what it was asked for. */
const tokensPerWord = 4;
const extraTokens = 400;

/** The longest answer that a text of so many words may need. */
export function tokensFor(words: number): number {
  return words * tokensPerWord + extraTokens;
}
