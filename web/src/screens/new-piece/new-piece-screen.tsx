import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { FileUp, PenLine } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { answerOf, api } from '../../api/client.ts';
import { uploadFile } from '../../api/upload.ts';
import { Button } from '../../design/button.tsx';
import { ProblemNote } from '../../design/problem-note.tsx';
import { texts } from '../../texts/index.ts';
import { BriefForm } from './brief-form.tsx';

/** The ways to begin: a blank page, a draft one has, a brief. */
export function NewPieceScreen() {
  return (
    <div className="mx-auto w-full max-w-[960px] px-4 py-6">
      <h1 className="mb-4 text-lg font-semibold">{texts.newPiece.title}</h1>
      <div className="mb-8 grid gap-4 sm:grid-cols-2">
        <Blank />
        <Own />
      </div>
      <h2 className="text-md font-semibold">{texts.newPiece.brief}</h2>
      <p className="mb-4 text-soft">{texts.newPiece.briefHint}</p>
      <BriefForm />
    </div>
  );
}

function Way({ title, hint, children }: { title: string; hint: string; children: ReactNode }) {
  return (
    <section className="flex flex-col items-start gap-2 rounded-panel border border-line bg-raised p-4">
      <h2 className="text-md font-semibold">{title}</h2>
      <p className="text-soft">{hint}</p>
      {children}
    </section>
  );
}

function useOpenDocument() {
  const navigate = useNavigate();
  return ({ id }: { id: string }) => void navigate({ to: '/documents/$id', params: { id } });
}

function Blank() {
  const open = useOpenDocument();
  const begin = useMutation({
    mutationFn: () => answerOf(api.POST('/api/v1/documents', { body: { title: texts.manuscript.titlePlaceholder, body: '' } })),
    onSuccess: open,
  });
  return (
    <Way title={texts.newPiece.blank} hint={texts.newPiece.blankHint}>
      {begin.isError && <ProblemNote error={begin.error} />}
      <Button icon={PenLine} disabled={begin.isPending} onClick={() => begin.mutate()}>
        {texts.newPiece.begin}
      </Button>
    </Way>
  );
}

function Own() {
  const id = useId();
  const open = useOpenDocument();
  const bring = useMutation({
    mutationFn: async (file: File) => {
      const blob = await uploadFile(file);
      return answerOf(api.POST('/api/v1/documents/import', { body: { blobId: blob.id } }));
    },
    onSuccess: open,
  });
  return (
    <Way title={texts.newPiece.own} hint={texts.newPiece.ownHint}>
      {bring.isError && <ProblemNote error={bring.error} />}
      <Button asChild>
        <label htmlFor={id} className="cursor-pointer focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-accent">
          <FileUp size={16} aria-hidden /> {texts.newPiece.chooseFile}
          <input
            id={id}
            type="file"
            accept=".docx,.html,.htm,.md,.markdown,.txt"
            className="sr-only"
            disabled={bring.isPending}
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              if (file) bring.mutate(file);
              event.target.value = '';
            }}
          />
        </label>
      </Button>
    </Way>
  );
}
