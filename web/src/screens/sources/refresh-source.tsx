import { useMutation, useQueryClient } from '@tanstack/react-query';
import { RotateCw } from 'lucide-react';
import { CodePointIndex } from '../../../../src/shared/text/code-points.ts';
import { answerOf, api, type Schema } from '../../api/client.ts';
import { Button } from '../../design/button.tsx';
import { ProblemNote } from '../../design/problem-note.tsx';
import { sourceTextQuery } from '../../parts/sources/sources-query.ts';
import { texts } from '../../texts/index.ts';

/** Fetches the page again and says what is different. */
export function RefreshSource({ id }: { id: string }) {
  const client = useQueryClient();
  const refresh = useMutation({
    mutationFn: async () => {
      const before = partsOf(await client.fetchQuery(sourceTextQuery(id)));
      const { change } = await answerOf(api.POST('/api/v1/sources/{id}/refresh', { params: { path: { id } } }));
      await client.invalidateQueries({ queryKey: ['sources'] });
      if (change !== 'changed') return texts.source[change];
      const after = partsOf(await client.fetchQuery(sourceTextQuery(id)));
      return texts.source.changed(missingIn(before, after), missingIn(after, before));
    },
  });
  return (
    <>
      <Button icon={RotateCw} disabled={refresh.isPending} onClick={() => refresh.mutate()}>
        {refresh.isPending ? texts.source.refreshing : texts.source.refresh}
      </Button>
      {refresh.isError && <ProblemNote error={refresh.error} />}
      {refresh.data && <p role="status">{refresh.data}</p>}
    </>
  );
}

function partsOf({ text, blocks }: Schema<'SourceText'>): Set<string> {
  const index = new CodePointIndex(text);
  return new Set(blocks.map(({ start, end }) => index.slice(start, end)));
}

/** How many of the parts the other text has not. */
function missingIn(other: ReadonlySet<string>, parts: ReadonlySet<string>): number {
  return [...parts].filter((part) => !other.has(part)).length;
}
