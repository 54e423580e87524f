import { randomInt } from 'node:crypto';
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { ControlClient } from '../../src/cli/control-client.ts';
import { mapBounded } from '../../src/shared/map-bounded.ts';
import { type InstallationState, readInstallation, type StepState } from './installation-state.ts';
import { type Finished, runProgram, serveProduct, spawnProgram, temporaryFolder, waitFor } from './product.ts';

const preload = [fileURLToPath(new URL('./kill-at-boundary.mjs', import.meta.url))];
/** Pairs of processes at the same time. */
const lanes = 2;

/** A command line that makes one run, and how many sources it brings. */
export interface KilledCommand {
  args: readonly string[];
  sources: number;
  env?: Record<string, string>;
}

/** Where a process is killed: at its Nth boundary, or some time after its start. */
export type Kill = { boundary: number } | { afterMs: number };

/** A data folder in which a first start is over. */
export async function startedFolder(): Promise<string> {
  const folder = join(temporaryFolder(), 'data');
  const { code, stderr } = await runProgram(['run', 'list'], { dataDir: folder });
  expect(code, stderr).toBe(0);
  return folder;
}

/** How many boundaries a command crosses when nobody kills it, and how long it takes, ms. @param template null for a first start */
export async function measureCommand(template: string | null, { args, env }: KilledCommand): Promise<{ boundaries: number; ms: number }> {
  const dataDir = copyOf(template);
  const countFile = join(temporaryFolder(), 'count');
  const started = performance.now();
  const { code, stderr } = await runProgram(args, { dataDir, preload, env: { ...env, COUNT_BOUNDARIES_IN: countFile } });
  expect(code, stderr).toBe(0);
  return { boundaries: Number(readFileSync(countFile, 'utf8')), ms: performance.now() - started };
}

/** Kills the command at each place in a folder of its own, has it finished by another process, and checks what is left. */
export async function expectEachKillFinished(template: string | null, command: KilledCommand, kills: readonly Kill[]): Promise<void> {
  await expectOfEach(kills, (kill) => expectKillFinished(template, command, kill));
}

/** Tries all kills, so that one run of the tests names every one that went wrong: a random moment does not come again. */
export async function expectOfEach(kills: readonly Kill[], check: (kill: Kill) => Promise<unknown>): Promise<void> {
  expect(kills.length).toBeGreaterThan(0);
  const outcomes = await mapBounded(kills, lanes, (kill) =>
    check(kill).then(
      () => null,
      (error: unknown) => `killed at ${JSON.stringify(kill)}: ${error instanceof Error ? error.message : String(error)}`,
    ),
  );
  expect(outcomes.filter((outcome) => outcome !== null)).toEqual([]);
}

/** As `expectEachKillFinished` for one. @returns what the folder held after the kill and after the end */
export async function expectKillFinished(
  template: string | null,
  command: KilledCommand,
  kill: Kill,
): Promise<{ before: InstallationState; after: InstallationState }> {
  const dataDir = copyOf(template);
  await killed(dataDir, command, kill);
  const before = readInstallation(dataDir);
  const place = 'boundary' in kill ? kill.boundary : kill.afterMs;
  await finish(dataDir, command, before, place % 2 === 0 ? 'serve' : 'resume');
  const after = readInstallation(dataDir);
  expectWhole(command, before, after);
  return { before, after };
}

/** All boundaries, or that many of them at equal distances. */
export function boundaries(count: number, atMost = count): Kill[] {
  const chosen = Math.min(count, atMost);
  return Array.from({ length: chosen }, (_, index) => ({ boundary: 1 + Math.floor((index * count) / chosen) }));
}

/** So many moments between the start of a command and its end. @param ms how long it takes when nobody kills it */
export function randomMoments(count: number, ms: number): Kill[] {
  return Array.from({ length: count }, () => ({ afterMs: randomInt(Math.ceil(ms)) }));
}

function copyOf(template: string | null): string {
  const folder = join(temporaryFolder(), 'data');
  if (template !== null) cpSync(template, folder, { recursive: true });
  return folder;
}

async function killed(dataDir: string, { args, env }: KilledCommand, kill: Kill): Promise<void> {
  if ('boundary' in kill) {
    const { code, signal, stderr } = await runProgram(args, { dataDir, preload, env: { ...env, KILL_AT_BOUNDARY: String(kill.boundary) } });
    // Boundaries of work in the background come in no fixed number, so the last ones may not be reached.
    if (signal !== 'SIGKILL') expect(code, `the command to be killed: ${stderr}`).toBe(0);
    return;
  }
  const child = spawnProgram(args, { dataDir, env });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const timer = setTimeout(() => child.kill('SIGKILL'), kill.afterMs);
  await ended;
  clearTimeout(timer);
}

/** As a person would: the run is resumed or the product served; what was killed before there was a run is asked for again. */
async function finish(dataDir: string, command: KilledCommand, before: InstallationState, how: 'serve' | 'resume'): Promise<void> {
  const run = before.runs[0];
  const options = { dataDir, env: command.env };
  if (run === undefined) expectDone(await runProgram(command.args, options));
  else if (how === 'resume') expectDone(await runProgram(['run', 'resume', run.id, '--json'], options));
  else await serveToTheEnd(options, run.id);
}

async function serveToTheEnd(options: { dataDir: string; env?: Record<string, string> }, runId: string): Promise<void> {
  const product = await serveProduct(options);
  const client = new ControlClient(join(options.dataDir, 'control.sock'));
  await waitFor('the run to end', async () => {
    const { status } = await client.json<{ status: string }>({ method: 'GET', path: `/runs/${runId}` });
    return !['queued', 'running'].includes(status);
  });
  await product.end('SIGTERM');
  expect(existsSync(join(options.dataDir, 'control.sock'))).toBe(false);
}

function expectDone({ code, stderr }: Finished): void {
  expect(code, `the command that finishes: ${stderr}`).toBe(0);
}

/** One run, one document, each source once, each step finished once, and what was finished before the kill as it was. */
function expectWhole(command: KilledCommand, before: InstallationState, after: InstallationState): void {
  expect([...before.damage, ...after.damage], 'damage').toEqual([]);
  const runs = after.runs.map(({ status, error }) => ({ status, error }));
  expect(runs, 'runs').toEqual([{ status: 'succeeded', error: null }]);
  const documents = after.documents.map(({ id }) => id);
  expect(documents, 'documents').toEqual([after.runs[0]?.document_id]);
  expect(new Set(after.sources.map(({ address, sha256 }) => `${address} ${sha256}`)).size, 'different sources').toBe(command.sources);
  expect(after.sources, 'sources').toHaveLength(command.sources);
  const open = after.steps.filter((step) => step.status !== 'succeeded').map(({ name, status }) => `${name} ${status}`);
  expect(open, 'steps without an end').toEqual([]);
  const told = after.finished.map(({ times }) => times);
  expect(told, 'ends of steps told').toEqual(after.steps.map(() => 1));
  expect(asBefore(before.steps, after.steps), 'steps finished before the kill').toEqual(before.steps.filter(isFinished));
}

function isFinished(step: StepState): boolean {
  return step.status === 'succeeded';
}

function asBefore(before: readonly StepState[], after: readonly StepState[]): (StepState | undefined)[] {
  return before.filter(isFinished).map((step) => after.find((other) => other.run_id === step.run_id && other.name === step.name));
}
