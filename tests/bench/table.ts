import { type Figure, isMet, ratioOf } from './figures.ts';

const heads = ['what', 'ours', 'baseline', 'ratio', 'goal', 'met'];

/** The figures as a table of Markdown, as `docs/performance.md` holds it. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = [heads, ...figures.map(cells)];
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const [head = '', ...lines] = rows.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |\n`);
  return `${head}| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |\n${lines.join('')}`;
}

function cells(figure: Figure): string[] {
  const { what, ours, unit, baseline } = figure;
  const ratio = ratioOf(figure);
  return [
    what,
    withUnit(ours, unit),
    baseline === undefined ? '—' : `${withUnit(baseline.value, unit)}, ${baseline.name}`,
    ratio === null ? '—' : short(ratio),
    goalOf(figure),
    { true: 'yes', false: '**no**', null: '—' }[String(isMet(figure)) as 'true' | 'false' | 'null'],
  ];
}

function goalOf({ goal, unit }: Figure): string {
  if (goal === undefined) return '—';
  const said = (bound: number) => (goal.of === 'ratio' ? `${bound} of baseline` : withUnit(bound, unit));
  return [
    ...(goal.atMost === undefined ? [] : [`≤ ${said(goal.atMost)}`]),
    ...(goal.atLeast === undefined ? [] : [`≥ ${said(goal.atLeast)}`]),
  ].join(', ');
}

/** A unit that begins with a slash stands close: 480/s. */
function withUnit(value: number, unit: string): string {
  return `${short(value)}${unit === '' || unit.startsWith('/') ? unit : ` ${unit}`}`;
}

/** Three digits say all that such a measurement knows. */
function short(value: number): string {
  if (!Number.isFinite(value)) return '?';
  const rounded = Number(value.toPrecision(3));
  return Math.abs(value) >= 1000 ? Math.round(value).toLocaleString('en') : String(rounded);
}
