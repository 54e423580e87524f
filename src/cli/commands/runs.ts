import type { Command } from 'commander';
import { withDesk } from '../command.ts';
import { costLine } from '../cost-line.ts';
import { deliverDocument, deliverEvidence } from '../deliver.ts';
import type { Desk } from '../desk.ts';
import { followRun, type RunAnswer } from '../follow-run.ts';
import { assertWritable } from '../out-file.ts';
import { allPages } from './listing.ts';
import { citationsOption, toNumber } from './option-values.ts';

/** `aiwriter run …` */
export function addRunNounCommands(program: Command): void {
  const run = program.command('run').description('work that was asked for');
  run
    .command('list')
    .description('newest first')
    .action((_options: unknown, command: Command) =>
      withDesk(command, async (desk, output) => {
        const items = await allPages<RunAnswer>(desk, '/runs');
        output.result(
          items,
          items.length === 0 ? 'No runs yet. Start one with: aiwriter research TOPIC --source FILE' : items.map(runLine).join('\n'),
        );
      }),
    );
  run
    .command('show <id>')
    .description('its steps, cost and outcome')
    .action((id: string, _options: unknown, command: Command) =>
      withDesk(command, async (desk, output) => {
        const answer = await desk.json<RunAnswer>({ method: 'GET', path: `/runs/${encodeURIComponent(id)}` });
        const steps = answer.steps.map((step) => `  ${step.status.padEnd(10)} ${step.name}`);
        output.result(
          answer,
          [runLine(answer), ...steps, costLine(answer), ...(answer.error === null ? [] : [answer.error.detail])].join('\n'),
        );
      }),
    );
  run
    .command('resume <id>')
    .description('play it on from its first unfinished step')
    .option('--budget <usd>', 'a new budget for a run that stopped at its budget')
    .addOption(citationsOption())
    .option('--out <file>', 'write its result there instead of to stdout')
    .action(async (id: string, { budget, ...delivery }: ResumeOptions, command: Command) => {
      assertWritable(delivery.out);
      const budgetUsd = toNumber('--budget', budget, '0.50');
      await withDesk(
        command,
        async (desk, output) => {
          await playOn(desk, id, budgetUsd);
          const run = await followRun(desk, output, id);
          if (run.kind === 'check') await deliverEvidence(desk, output, run, delivery);
          else await deliverDocument(desk, output, run, delivery);
        },
        'play',
      );
    });
  run
    .command('cancel <id>')
    .description('end it; what is finished is kept')
    .action((id: string, _options: unknown, command: Command) =>
      withDesk(command, async (desk, output) => {
        const answer = await desk.json<RunAnswer>({ method: 'POST', path: `/runs/${encodeURIComponent(id)}/cancel` });
        output.result(answer, `${answer.id} ends.`);
      }),
    );
}

interface ResumeOptions {
  budget?: string;
  citations?: string;
  out?: string;
}

/** Puts a run that stands still back to work; an outline that waits is taken as it was proposed. */
async function playOn(desk: Desk, id: string, budgetUsd: number | undefined): Promise<void> {
  const path = `/runs/${encodeURIComponent(id)}`;
  const { status, waitingFor } = await desk.json<RunAnswer>({ method: 'GET', path });
  if (status === 'waiting' && waitingFor === 'outline') await desk.json({ method: 'POST', path: `${path}/approve`, body: {} });
  else if (['failed', 'cancelled', 'waiting'].includes(status))
    await desk.json({ method: 'POST', path: `${path}/retry`, body: { budgetUsd } });
}

function runLine(run: RunAnswer): string {
  return `${run.id}  ${run.kind}  ${run.status}${run.waitingFor === undefined ? '' : ` for ${run.waitingFor}`}  ${run.brief.topic ?? ''}`;
}
