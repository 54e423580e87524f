import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../../design/button.tsx';
import { ProblemNote } from '../../design/problem-note.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { SourceText } from '../../parts/sources/source-text.tsx';
import { sourceQuery, sourceTextQuery } from '../../parts/sources/sources-query.ts';
import { texts } from '../../texts/index.ts';
import { CitedBy } from './cited-by.tsx';
import { SourceHead } from './source-head.tsx';
import { TextEditor } from './text-editor.tsx';

/** One source: what was read of it, where each part stands, and what is to be mended. */
export function SourceScreen() {
  const { id } = useParams({ from: '/sources/$id' });
  const { start, end } = useSearch({ from: '/sources/$id' });
  const source = useQuery(sourceQuery(id));
  const text = useQuery(sourceTextQuery(id));
  const [isEditing, setEditing] = useState(false);
  const error = source.error ?? text.error;
  const passage = start === undefined || end === undefined ? null : { start, end };
  return (
    <div className="mx-auto w-full max-w-[960px] px-4 py-6">
      <Link to="/sources" className="text-soft underline">
        {texts.source.back}
      </Link>
      {error !== null && <ProblemNote error={error} onRetry={() => void Promise.all([source.refetch(), text.refetch()])} />}
      {error === null && (source.data === undefined || text.data === undefined) && <Skeleton lines={12} />}
      {source.data && text.data && (
        <>
          <SourceHead key={id} source={source.data} />
          <CitedBy id={id} />
          <section aria-label={texts.source.text} className="mt-6 border-t border-line pt-6">
            {isEditing ? (
              <TextEditor id={id} text={text.data.text} onClose={() => setEditing(false)} />
            ) : (
              <>
                <Button className="mb-4" onClick={() => setEditing(true)}>
                  {texts.source.editText}
                </Button>
                <SourceText stored={text.data} passage={passage} />
              </>
            )}
          </section>
        </>
      )}
    </div>
  );
}
