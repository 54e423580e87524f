import { observed } from '../../shared/observed.ts';
import { type ClaimedRun, claimMs, claimRuns, renewClaims, requeueOrphans } from './claim.repository.ts';
import { type GraphVersions, graphOfRun, type StepGraph } from './graph.ts';
import { type PlayerParts, RunPlayer } from './player.ts';
import type { Run } from './run.ts';
import { setAside } from './set-aside.ts';

/** Runs whose player died are looked for this often; a wake only makes it sooner. */
const reconcileMs = 5_000;

export interface WorkerOptions<Services> extends PlayerParts<Services> {
  /** Names this process among all that share the database. */
  holder: string;
  /** Runs played at the same time. */
  concurrency: number;
  graphsOf: (run: Run) => GraphVersions;
  /** Called when a run is played on: calls that its last player left open are interrupted. */
  onTakeOver: (run: Run) => Promise<void>;
  /** False while new work must not start: a full disk. */
  mayStart: () => boolean;
}

/** Claims runs and plays them. The runs table is the truth: waking only saves the wait for the next look. */
export class RunWorker<Services> {
  readonly #options: WorkerOptions<Services>;
  readonly #players = new Map<string, { player: RunPlayer<Services>; ended: Promise<void> }>();
  #timers: NodeJS.Timeout[] = [];
  #isStarted = false;
  #isStopping = false;
  #claiming: Promise<void> | null = null;
  #wanted = false;
  #orphansWanted = false;

  constructor(options: WorkerOptions<Services>) {
    this.#options = options;
  }

  start(): void {
    this.#isStarted = true;
    this.#timers = [setInterval(() => this.#reconcile(), reconcileMs), setInterval(() => void this.#renew(), claimMs / 3)];
    this.wake();
  }

  #reconcile(): void {
    this.#orphansWanted = true;
    this.wake();
  }

  /** There may be something to claim. Means nothing to a process that plays no runs. */
  wake(): void {
    if (!this.#isStarted) return;
    this.#wanted = true;
    this.#claiming ??= this.#claimAll().finally(() => {
      this.#claiming = null;
      // Somebody woke it after it had looked for the last time.
      if (this.#wanted && !this.#isStopping) this.wake();
    });
  }

  /** Ends the steps of a run that is played here; false when it is not. */
  cancel(runId: string): boolean {
    const playing = this.#players.get(runId);
    playing?.player.stop('cancel');
    return playing !== undefined;
  }

  get active(): number {
    return this.#players.size;
  }

  /** Takes no more runs, hands back those being played and resolves when they are back in the queue. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    for (const timer of this.#timers) clearInterval(timer);
    await this.#claiming;
    const playing = [...this.#players.values()];
    for (const { player } of playing) player.stop('drain');
    await Promise.all(playing.map(({ ended }) => ended));
    if (this.#isStarted) await this.#handBackOrphans();
  }

  /** Those whose player could not write its end, or never began: another process need not wait until their claims run out. */
  async #handBackOrphans(): Promise<void> {
    try {
      await requeueOrphans(this.#options.database, this.#options.holder, []);
    } catch (error) {
      this.#options.logger.error({ err: error }, 'runs cannot be handed back; they are taken over when their claims end');
    }
  }

  async #claimAll(): Promise<void> {
    while (this.#wanted && !this.#isStopping) {
      this.#wanted = false;
      try {
        if (this.#orphansWanted) await requeueOrphans(this.#options.database, this.#options.holder, [...this.#players.keys()]);
        this.#orphansWanted = false;
        while (this.#mayClaim() && (await this.#claimSome()));
      } catch (error) {
        this.#options.logger.error({ err: error }, 'runs cannot be claimed; the next look tries again');
      }
    }
  }

  #mayClaim(): boolean {
    return !this.#isStopping && this.#players.size < this.#options.concurrency && this.#options.mayStart();
  }

  /** As many as there is room for, in one commit. False when nothing is queued. */
  async #claimSome(): Promise<boolean> {
    const { database, holder, concurrency } = this.#options;
    const claimed = await claimRuns(database, holder, concurrency - this.#players.size);
    await Promise.all(claimed.map((each) => this.#begin(each)));
    return claimed.length > 0;
  }

  /** A run that cannot be taken over waits for the next look, and holds up none of those that were claimed with it. */
  async #begin(claimed: ClaimedRun): Promise<void> {
    const graph = graphOfRun(this.#options.graphsOf(claimed.run), claimed.run);
    try {
      if (claimed.wasPlayed) await this.#options.onTakeOver(claimed.run);
      if (graph === null) return await setAside(this.#options, claimed);
    } catch (error) {
      this.#options.logger.error({ err: error, runId: claimed.run.id }, 'a run cannot be taken over; the next look tries again');
      return;
    }
    this.#play(claimed, graph);
  }

  #play(claimed: ClaimedRun, graph: StepGraph): void {
    const player = new RunPlayer(this.#options, graph, claimed.claim, claimed.run);
    const ended = observed('run', { runId: claimed.run.id, kind: claimed.run.kind }, () => player.play())
      .catch((error: unknown) =>
        this.#options.logger.error({ err: error, runId: claimed.run.id }, 'a run stopped because its state could not be written'),
      )
      .finally(() => {
        // After a lost claim the same run may be played here again, under a new one.
        if (this.#players.get(claimed.run.id)?.player === player) this.#players.delete(claimed.run.id);
        this.wake();
      });
    this.#players.set(claimed.run.id, { player, ended });
  }

  async #renew(): Promise<void> {
    if (this.#players.size === 0 || this.#options.database.traits.leaseClock === 'process') return;
    try {
      for (const runId of await renewClaims(this.#options.database, this.#options.holder)) this.cancel(runId);
    } catch (error) {
      this.#options.logger.error({ err: error }, 'claims cannot be renewed; another process takes the runs over when they end');
    }
  }
}
