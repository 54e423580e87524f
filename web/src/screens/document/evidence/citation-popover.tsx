import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { footnoteText } from '../../../editor/evidence/footnote-text.ts';
import { texts } from '../../../texts/index.ts';
import { useDesk } from '../desk-context.ts';
import { evidenceQuery, savedDocumentQuery } from './evidence-query.ts';
import { Floating } from './floating.tsx';
import { useChip } from './use-chip.ts';

/** What the citation under the pointer, or the selected one, says. */
export function CitationPopover() {
  const { editor } = useDesk();
  const chip = useChip(editor);
  const open = useOpenCitation();
  const label = chip?.isSelected ? chip.label : null;
  useEffect(() => {
    if (label === null) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || event.isComposing) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      open(label);
    };
    const { dom } = editor.view;
    dom.addEventListener('keydown', onKey, { capture: true });
    return () => dom.removeEventListener('keydown', onKey, { capture: true });
  }, [editor, label, open]);
  if (chip === null) return null;
  const footnote = footnoteText(editor.state.doc, chip.label);
  return (
    <Floating at={chip.at} width={360}>
      <div
        role="tooltip"
        aria-label={texts.evidence.citation(chip.label)}
        className="rounded-panel border border-line bg-raised p-3 shadow-panel"
      >
        {footnote === null ? (
          <p className="text-soft">{texts.evidence.noDefinition}</p>
        ) : (
          <>
            <p dir="auto" className="line-clamp-6 font-serif text-md">
              {footnote.isQuote ? `“${footnote.said}”` : footnote.said}
            </p>
            {footnote.source !== null && (
              <p className="mt-1 text-sm text-soft">
                <bdi>{footnote.source.title}</bdi>
                {footnote.place !== '' && <span className="tabular">, {footnote.place}</span>}
              </p>
            )}
          </>
        )}
      </div>
    </Floating>
  );
}

/** Goes to the place in the source a citation names, or to its address when the source is none of the library. */
function useOpenCitation(): (label: string) => void {
  const { id, editor } = useDesk();
  const navigate = useNavigate();
  const { data: saved } = useQuery(savedDocumentQuery(id));
  const { data: evidence } = useQuery(evidenceQuery(id));
  return (label) => {
    const source = footnoteText(editor.state.doc, label)?.source;
    if (!source) return;
    const known = saved?.sources.find(({ address, title }) => address === source.address && title === source.title);
    const sourceId = (known ?? saved?.sources.find(({ address }) => address === source.address))?.id;
    if (sourceId === undefined) {
      if (/^https?:/.test(source.address)) window.open(source.address, '_blank', 'noopener');
      return;
    }
    const quote = evidence?.claims.find((claim) => claim.footnote === label && claim.sourceId === sourceId)?.quote;
    const search = quote === undefined ? {} : { start: quote.start, end: quote.end };
    void navigate({ to: '/sources/$id', params: { id: sourceId }, search });
  };
}
