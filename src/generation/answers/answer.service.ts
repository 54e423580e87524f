import type { WorkspaceScope } from '../../accounts/index.ts';
import { stringifyMarkdown } from '../../content/index.ts';
import type { Answer, AnswerPassage, Answers, Question } from '../../research/index.ts';
import { AppError } from '../../shared/errors.ts';
import { guessLanguage } from '../../shared/language/languages.ts';
import { formatLocator } from '../../shared/locator.ts';
import type { ModelRouter, Written } from '../models/router.ts';
import { answerPrompt, isUnanswered } from '../prompts/answer.prompt.ts';
import { mayWriteRuns } from '../runs/run.policy.ts';

export interface AnswerServiceParts {
  /** What the sources say to a question, best first. */
  passages: (scope: WorkspaceScope, question: Question) => Promise<Pick<Answer, 'question' | 'passages'>>;
  models: ModelRouter;
  /** Throws AppError `no_author_available`. */
  chooseModel: (scope: WorkspaceScope, asked: undefined) => Promise<string>;
  /** `provider/model`, asked in this order when the first fails. */
  modelFallback: readonly string[];
  /** Whether words of these sources must stay on this machine; throws `not_found` when one was deleted. */
  holdLocalOnly: (scope: WorkspaceScope, ids: readonly string[]) => Promise<boolean>;
}

type Made = Omit<Answer, 'question' | 'passages'>;

/** A few sentences with their citations. */
const answerTokens = 800;
/** Whoever asks waits for the answer with an open request. */
const longestMs = 300_000;

/**
 * Answers a question from passages of the sources. The passages are given whatever becomes of the answer, with the reason when there is none.
 * A call costs what a run does, so it is made only for who may start one; it stands in the ledger without a run, as `ask`.
 */
export function createAnswerService(parts: AnswerServiceParts): Answers {
  return {
    async answer(scope, input, signal) {
      const found = await parts.passages(scope, input);
      const timed = AbortSignal.any([signal, AbortSignal.timeout(longestMs)]);
      let model: string | null = null;
      try {
        if (found.passages.length === 0) throw nothingFound();
        mayWriteRuns(scope);
        model = await parts.chooseModel(scope, undefined);
        return { ...found, ...(await make(parts, scope, found, model, timed)) };
      } catch (error) {
        return { ...found, ...without(reasonOf(error, timed, model), model, model === null ? 0 : null) };
      }
    },
  };
}

async function make(
  parts: AnswerServiceParts,
  scope: WorkspaceScope,
  { question, passages }: Pick<Answer, 'question' | 'passages'>,
  model: string,
  signal: AbortSignal,
): Promise<Made> {
  const ids = [...new Set(passages.map(({ sourceId }) => sourceId))];
  const written = await parts.models.write({
    purpose: { scope, runId: null, step: 'ask', attempt: 1 },
    request: { messages: answerPrompt(question, passages.map(promptPassage)), maxOutputTokens: answerTokens },
    models: [model, ...parts.modelFallback.filter((each) => each !== model)],
    carriesLocalOnly: await parts.holdLocalOnly(scope, ids),
    language: guessLanguage(question) ?? undefined,
    signal,
  });
  return read(written, question, passages);
}

function promptPassage({ sourceTitle, quote }: AnswerPassage) {
  return { title: sourceTitle, locator: formatLocator(quote.locator), text: quote.exact };
}

/** An answer that names no passage rests on none, so it is not passed off as one. */
async function read(written: Written, question: string, passages: readonly AnswerPassage[]): Promise<Made> {
  const { model } = written;
  const costUsd = written.costMicros === null ? null : written.costMicros / 1e6;
  // Loaded with the first answer, not with the program.
  const { readSectionAnswer } = await import('../prompts/section-answer.ts');
  const { root, cited } = readSectionAnswer(written.text, {
    passages: passages.map(({ quote }) => quote.exact),
    heading: question,
    language: guessLanguage(question) ?? 'en',
  });
  // Footnotes without definitions are the numbers of the passages.
  const text = stringifyMarkdown(root)
    .trimEnd()
    .replace(/(?<!\\)\[\^(\d+)\]/g, '[$1]');
  if (isUnanswered(text)) return without(notAnswered(`${model} finds no answer in the passages`), model, costUsd);
  if (cited.length === 0) return without(notAnswered(`What ${model} wrote names none of the passages, so it is not shown`), model, costUsd);
  return { answer: { text, citations: cited }, noAnswer: null, model, costUsd };
}

function without(error: AppError, model: string | null, costUsd: number | null): Made {
  return { answer: null, noAnswer: { code: error.code, detail: error.message, hint: error.hint ?? null }, model, costUsd };
}

function nothingFound(): AppError {
  return new AppError('not_found', 'No passage of the sources speaks about this', {
    hint: 'Ask in the words and the language of the sources, or add sources that speak about it.',
  });
}

function notAnswered(message: string): AppError {
  return new AppError('unprocessable', message, { hint: 'Read the passages, ask in other words, or add sources that speak about it.' });
}

/** Why there is no answer. What is no such reason is thrown. */
function reasonOf(error: unknown, signal: AbortSignal, model: string | null): AppError {
  if (signal.aborted) {
    return new AppError('upstream_failed', `${model} had not answered when the waiting ended`, {
      hint: 'Ask again, or choose a faster model.',
    });
  }
  if (!(error instanceof AppError)) throw error;
  if (error.code !== 'no_author_available') return error;
  return new AppError(error.code, error.message, {
    hint: 'The passages need no model. For an answer set a key such as ANTHROPIC_API_KEY or OPENAI_API_KEY, name a server with OPENAI_BASE_URL, or start Ollama.',
  });
}
