import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { answerOf, api, type Schema } from '../../api/client.ts';
import { toast } from '../../app/toasts.tsx';
import { Button } from '../../design/button.tsx';
import { Field, TextInput } from '../../design/field.tsx';
import { placeOf } from '../../design/locator.ts';
import { ProblemNote } from '../../design/problem-note.tsx';
import { MarkdownView } from '../../parts/markdown-view.tsx';
import { sourceQuery } from '../../parts/sources/sources-query.ts';
import { texts } from '../../texts/index.ts';

type Answer = Schema<'Answer'>;

/** A question to the ticked sources, and the passages that speak about it. */
export function AskPanel({ ticked, onUntick }: { ticked: readonly string[]; onUntick: () => void }) {
  const [question, setQuestion] = useState('');
  const ask = useMutation({
    mutationFn: () =>
      answerOf(api.POST('/api/v1/ask', { body: { question, limit: 8, sourceIds: ticked.length === 0 ? undefined : [...ticked] } })),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask.mutate();
  };
  return (
    <section aria-label={texts.sources.askTitle} className="my-4 rounded-panel border border-line bg-raised p-4">
      <form onSubmit={submit} className="flex flex-wrap items-start gap-2">
        <div className="min-w-0 grow basis-60">
          <Field
            label={texts.sources.askTitle}
            hint={texts.sources.askHint(ticked.length)}
            render={(ties) => (
              <TextInput {...ties} value={question} maxLength={2000} dir="auto" onChange={({ target }) => setQuestion(target.value)} />
            )}
          />
        </div>
        <Button type="submit" className="mt-6" disabled={question.trim() === '' || ask.isPending}>
          {texts.sources.ask}
        </Button>
        {ticked.length > 0 && (
          <Button kind="quiet" className="mt-6" onClick={onUntick}>
            {texts.sources.untick}
          </Button>
        )}
      </form>
      {ask.isError && <ProblemNote error={ask.error} />}
      {ask.data && <Passages answer={ask.data} />}
    </section>
  );
}

function Passages({ answer }: { answer: Answer }) {
  const keep = useKeepNote(answer);
  if (answer.passages.length === 0) return <p className="mt-4 text-soft">{texts.sources.noPassage}</p>;
  return (
    <div className="mt-4">
      <Reading answer={answer} />
      <ol aria-label={texts.sources.answer} className="mb-3 flex flex-col gap-3">
        {answer.passages.map(({ sourceId, sourceTitle, quote }, index) => (
          <li key={`${sourceId} ${quote.start}`} className="flex gap-3">
            <Link
              to="/sources/$id"
              params={{ id: sourceId }}
              search={{ start: quote.start, end: quote.end }}
              aria-label={texts.sources.passage(index + 1, sourceTitle)}
              className="tabular flex size-6 shrink-0 items-center justify-center rounded-control bg-accent-wash text-sm font-medium text-accent"
            >
              {index + 1}
            </Link>
            <div className="min-w-0">
              <blockquote className="whitespace-pre-line font-serif text-md break-words" dir="auto">
                {quote.exact}
              </blockquote>
              <p className="text-sm break-words text-soft" dir="auto">
                {[sourceTitle, placeOf(quote.locator)].filter((part) => part !== '').join(', ')}
              </p>
            </div>
          </li>
        ))}
      </ol>
      <Button disabled={keep.isPending} onClick={() => keep.mutate()}>
        {texts.sources.keepNote}
      </Button>
    </div>
  );
}

/** What a model made of the passages, or why none did. */
function Reading({ answer: { answer, noAnswer, model } }: { answer: Answer }) {
  if (answer !== null) {
    return (
      <div className="mb-4">
        <MarkdownView markdown={answer.text} />
        <p className="mt-2 text-sm text-soft">{texts.sources.byModel(model ?? '')}</p>
      </div>
    );
  }
  return <p className="mb-2 text-soft">{model === null ? texts.sources.passagesOnly : noAnswer?.detail}</p>;
}

/** A note is a source like any other, found by its tag. */
function useKeepNote({ question, passages }: Answer) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const lines = passages.map(
    ({ sourceTitle, quote }, index) =>
      `${index + 1}. “${quote.exact}”\n${[sourceTitle, placeOf(quote.locator)].filter((part) => part !== '').join(', ')}`,
  );
  return useMutation({
    mutationFn: async () => {
      const ids = [...new Set(passages.map(({ sourceId }) => sourceId))];
      const asked = await Promise.all(ids.map((id) => client.fetchQuery(sourceQuery(id))));
      // The note holds their words, so it stays where they must stay.
      const localOnly = asked.some((source) => source.localOnly);
      const note = { title: question.slice(0, 300), text: lines.join('\n\n'), tags: [texts.sources.noteTag], localOnly };
      return answerOf(api.POST('/api/v1/sources', { body: { kind: 'text', ...note } }));
    },
    onSuccess: ({ id }) =>
      toast(texts.sources.noteKept, { label: texts.sources.openIt, run: () => void navigate({ to: '/sources/$id', params: { id } }) }),
    onError: (error) => toast(error.message),
    onSettled: () => client.invalidateQueries({ queryKey: ['sources'] }),
  });
}
