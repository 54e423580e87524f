import { texts } from '../texts/index.ts';

/** For a browser that has no session: how to get one. */
export function SignedOut() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-[52ch] flex-col justify-center gap-3 px-4">
      <h1 className="text-xl font-semibold">{texts.signedOut.title}</h1>
      <p className="text-md text-soft">{texts.signedOut.hint}</p>
      <pre className="overflow-x-auto rounded-control border border-line bg-raised px-3 py-2">
        <code>{texts.signedOut.command}</code>
      </pre>
    </main>
  );
}
