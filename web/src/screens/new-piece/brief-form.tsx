import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { answerOf, api } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import { Button } from '../../design/button.tsx';
import { Field, Select, TextArea, TextInput } from '../../design/field.tsx';
import { ProblemNote } from '../../design/problem-note.tsx';
import { texts } from '../../texts/index.ts';
import { AuthorChoice } from './author-choice.tsx';
import { type Brief, keepBrief, keptBrief, runRequest } from './brief.ts';
import { SourceChoice } from './source-choice.tsx';

const types = Object.keys(texts.newPiece.types) as Brief['type'][];

/** What shall be written, from what, by whom and for how much. */
export function BriefForm() {
  const navigate = useNavigate();
  const [brief, setBrief] = useState(keptBrief);
  const change = (part: Partial<Brief>) => setBrief((before) => ({ ...before, ...part }));
  useEffect(() => keepBrief(brief), [brief]);
  const start = useMutation({
    mutationFn: () => answerOf(api.POST('/api/v1/runs', { body: runRequest(brief) })),
    onSuccess: ({ id }) => void navigate({ to: '/runs/$id', params: { id } }),
  });
  const problemOf = (path: string) =>
    start.error instanceof ApiProblem ? (start.error.fields.find((field) => field.path === path)?.message ?? null) : null;
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        start.mutate();
      }}
    >
      <Field
        label={texts.newPiece.topic}
        problem={problemOf('brief.topic')}
        render={(ties) => (
          <TextInput
            {...ties}
            value={brief.topic}
            maxLength={500}
            required
            dir="auto"
            onChange={(event) => change({ topic: event.target.value })}
          />
        )}
      />
      <SourceChoice value={brief.sources} onChange={(update) => setBrief((before) => ({ ...before, sources: update(before.sources) }))} />
      <AuthorChoice brief={brief} onChange={change} budgetProblem={problemOf('budgetUsd')} />
      <Details brief={brief} onChange={change} problemOf={problemOf} />
      <Field
        label={texts.newPiece.instructions}
        problem={problemOf('brief.instructions')}
        render={(ties) => (
          <TextArea {...ties} value={brief.instructions} dir="auto" onChange={(event) => change({ instructions: event.target.value })} />
        )}
      />
      {start.isError && <ProblemNote error={start.error} />}
      <Button kind="primary" type="submit" className="self-start" disabled={start.isPending || brief.topic.trim() === ''}>
        {texts.newPiece.start}
      </Button>
    </form>
  );
}

type Named = 'language' | 'audience' | 'tone' | 'keywords';

/** What else may be said of a text; a dossier has less of it. */
function Details({
  brief,
  onChange,
  problemOf,
}: {
  brief: Brief;
  onChange: (part: Partial<Brief>) => void;
  problemOf: (path: string) => string | null;
}) {
  const named: readonly Named[] = brief.author === 'research' ? ['language', 'keywords'] : ['language', 'audience', 'tone', 'keywords'];
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      {brief.author !== 'research' && <Kind brief={brief} onChange={onChange} wordsProblem={problemOf('brief.words')} />}
      {named.map((name) => (
        <Field
          key={name}
          label={texts.newPiece[name]}
          hint={name === 'language' ? texts.newPiece.languageHint : undefined}
          problem={problemOf(`brief.${name}`)}
          render={(ties) => (
            <TextInput {...ties} value={brief[name]} dir="auto" onChange={(event) => onChange({ [name]: event.target.value })} />
          )}
        />
      ))}
    </div>
  );
}

function Kind({ brief, onChange, wordsProblem }: { brief: Brief; onChange: (part: Partial<Brief>) => void; wordsProblem: string | null }) {
  return (
    <>
      <Field
        label={texts.newPiece.type}
        render={(ties) => (
          <Select {...ties} value={brief.type} onChange={(event) => onChange({ type: event.target.value as Brief['type'] })}>
            {types.map((type) => (
              <option key={type} value={type}>
                {texts.newPiece.types[type]}
              </option>
            ))}
          </Select>
        )}
      />
      <Field
        label={texts.newPiece.words}
        problem={wordsProblem}
        render={(ties) => (
          <TextInput {...ties} inputMode="numeric" value={brief.words} onChange={(event) => onChange({ words: event.target.value })} />
        )}
      />
    </>
  );
}
