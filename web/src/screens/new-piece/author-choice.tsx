import { useQuery } from '@tanstack/react-query';
import { answerOf, api, type Schema } from '../../api/client.ts';
import { Field, Select, TextInput } from '../../design/field.tsx';
import { texts } from '../../texts/index.ts';
import type { Brief } from './brief.ts';

type Model = { name: string; price: Schema<'Models'>['providers'][number]['models'][number]['price'] };

/** Who puts the piece together, and what a model may cost. */
export function AuthorChoice({
  brief,
  onChange,
  budgetProblem,
}: {
  brief: Brief;
  onChange: (part: Partial<Brief>) => void;
  budgetProblem: string | null;
}) {
  const { data } = useQuery({ queryKey: ['models'], queryFn: ({ signal }) => answerOf(api.GET('/api/v1/models', { signal })) });
  const models =
    data?.providers.flatMap(({ provider, models: own }) => own.map(({ id, price }): Model => ({ name: `${provider}/${id}`, price }))) ?? [];
  const hasNone = data !== undefined && models.length === 0;
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 font-medium">{texts.newPiece.author}</legend>
      {(['research', 'extractive', 'model'] as const).map((author) => (
        <label key={author} className={`flex items-center gap-2 ${author === 'model' && hasNone ? 'text-soft' : ''}`}>
          <input
            type="radio"
            name="author"
            className="size-4 accent-(--accent)"
            checked={brief.author === author}
            disabled={author === 'model' && hasNone}
            onChange={() => onChange({ author })}
          />
          {texts.newPiece[author]}
        </label>
      ))}
      {hasNone && <p className="text-soft">{texts.newPiece.noModel}</p>}
      {brief.author === 'model' && !hasNone && (
        <ModelChoice brief={brief} models={models} onChange={onChange} budgetProblem={budgetProblem} />
      )}
      {brief.author !== 'research' && (
        <label className="mt-1 flex items-center gap-2">
          <input
            type="checkbox"
            className="size-4 accent-(--accent)"
            checked={brief.approveOutline}
            onChange={(event) => onChange({ approveOutline: event.target.checked })}
          />
          {texts.newPiece.approve}
        </label>
      )}
    </fieldset>
  );
}

function ModelChoice({
  brief,
  models,
  onChange,
  budgetProblem,
}: {
  brief: Brief;
  models: readonly Model[];
  onChange: (part: Partial<Brief>) => void;
  budgetProblem: string | null;
}) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field
        label={texts.newPiece.whichModel}
        render={(ties) => (
          <Select {...ties} value={brief.model} onChange={(event) => onChange({ model: event.target.value })}>
            <option value="" />
            {models.map(({ name, price }) => (
              <option key={name} value={name}>
                {name} — {price === null ? texts.newPiece.unknownPrice : texts.newPiece.price(price.input, price.output)}
              </option>
            ))}
          </Select>
        )}
      />
      <Field
        label={texts.newPiece.budget}
        problem={budgetProblem}
        render={(ties) => (
          <TextInput {...ties} inputMode="decimal" value={brief.budget} onChange={(event) => onChange({ budget: event.target.value })} />
        )}
      />
    </div>
  );
}
