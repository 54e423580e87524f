import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { answerOf, api } from '../../api/client.ts';
import { ProblemNote } from '../../design/problem-note.tsx';
import { texts } from '../../texts/index.ts';

/** The documents that use the source. */
export function CitedBy({ id }: { id: string }) {
  const { data, error } = useQuery({
    queryKey: ['documents', 'list', 'source', id],
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/documents', { params: { query: { source: id, limit: 100 } }, signal })),
  });
  return (
    <section className="mt-6">
      <h2 className="font-semibold">{texts.source.usedIn}</h2>
      {error !== null && <ProblemNote error={error} />}
      {data?.items.length === 0 && <p className="text-soft">{texts.source.unused}</p>}
      <ul>
        {data?.items.map((document) => (
          <li key={document.id} className="py-1">
            <Link to="/documents/$id" params={{ id: document.id }} className="text-accent underline" dir="auto">
              {document.title || texts.source.untitled}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
