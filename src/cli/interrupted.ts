/** Exit code of a command that was told to stop, as shells know it from Ctrl-C. */
export const interruptedExit = 130;

/** The person pressed Ctrl-C, or something told the command to end. */
export class Interrupted extends Error {
  /** What happens to the work now, and how to come back to it. */
  readonly hint: string;

  /** @param runId the run that was being watched @param isGuest true when another process plays it */
  constructor(runId: string | null, isGuest: boolean) {
    super('Interrupted.');
    this.name = 'Interrupted';
    if (runId === null) this.hint = 'What is finished is kept.';
    else if (isGuest)
      this.hint = `The run goes on in the running AI-Writer. Watch it with: aiwriter run resume ${runId} – end it with: aiwriter run cancel ${runId}`;
    else this.hint = `What is finished is kept. Go on with: aiwriter run resume ${runId}`;
  }
}
