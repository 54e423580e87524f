/**
 * Trains and measures the evidence check on the WiCE development split.
 * Usage: node tests/bench/evidence-wice.ts PATH/claims-dev.jsonl.gz [--weights]
 * The data is not part of this repository; docs/quality/evidence.md holds the figures. `--weights` prints what src/evidence/weights.ts holds.
 */

import { checkClaim } from '../../src/evidence/check-claim.ts';
import type { Features } from '../../src/evidence/features.ts';
import { matchClaim } from '../../src/evidence/matching.ts';
import { judge } from '../../src/evidence/verdict.ts';
import { unconfirmedNumber } from '../../src/evidence/weights.ts';
import { changedNumber } from './changed-numbers.ts';
import { crossValidate, f1Of, precisionFrom } from './cross-validation.ts';
import { trainLogistic } from './logistic-regression.ts';
import { type Compared, compare, english, readWice, type WiceLine } from './wice-claims.ts';

const penalty = 3;
const used: readonly (keyof Features)[] = [
  'best',
  'pair',
  'three',
  'whole',
  'quantities',
  'quantitiesWhole',
  'names',
  'namesWhole',
  'phrases',
  'missing',
  'length',
  'heaviestMissing',
];

interface Example {
  row: number[];
  supported: number;
  some: number;
  /** Made by us: a claim beside the page of another one (no source says this), or a sentence of the page itself less a word. Left out of the F1 and accuracy figures. */
  made: boolean;
  lacksNumber: boolean;
}

function example(features: Features, supported: boolean, some: boolean, made: boolean, unconfirmed: boolean): Example {
  const row = used.map((name) => features[name]);
  return { row, supported: Number(supported), some: Number(some), made, lacksNumber: unconfirmed };
}

/** A sentence of the page itself less one word: what a faithful retelling looks like at its closest. */
function withoutAWord(sentence: string, seed: number): string {
  const words = sentence.split(' ');
  words.splice(seed % words.length, 1);
  return words.join(' ');
}

async function examplesOf(lines: readonly WiceLine[]): Promise<{ examples: Example[]; compared: Compared[] }> {
  const examples: Example[] = [];
  const compared: Compared[] = [];
  for (const [at, line] of lines.entries()) {
    const own = await compare(line.claim, line.evidence);
    compared.push(own);
    if (own.features !== null)
      examples.push(example(own.features, line.label === 'supported', line.label !== 'not_supported', false, own.unconfirmed));
    if (at % 4 === 0) {
      const said = line.evidence.filter((sentence) => sentence.split(' ').length >= 8 && /^\p{Lu}.*[.]$/u.test(sentence));
      const sentence = said[at % Math.max(1, said.length)];
      const told = sentence === undefined ? null : (await compare(withoutAWord(sentence, at), line.evidence)).features;
      if (told !== null) examples.push(example(told, true, true, true, false));
    }
    if (at % 3 !== 0) continue;
    const other = await compare(line.claim, (lines[(at + 101) % lines.length] as WiceLine).evidence);
    if (other.features !== null) examples.push(example(other.features, false, false, true, other.unconfirmed));
  }
  return { examples, compared };
}

function report(examples: readonly Example[], target: 'supported' | 'some'): void {
  const rows = examples.map((example) => example.row);
  const labels = examples.map((example) => example[target]);
  // The product never calls a claim supported whose numbers no sentence near confirms.
  const cap = (probability: number, at: number) =>
    target === 'supported' && (examples[at] as Example).lacksNumber ? Math.min(probability, unconfirmedNumber) : probability;
  const runs = [1, 2, 3, 4, 5].map((seed) => crossValidate(rows, labels, penalty, seed).map(cap));
  const own = examples.map((example, at) => ({ example, at })).filter(({ example }) => !example.made);
  for (const threshold of target === 'supported' ? [0.3, 0.35, 0.4, 0.45, 0.5] : [0.5]) {
    const scores = runs.map((probabilities) =>
      f1Of(
        own.map(({ at }) => probabilities[at] as number),
        own.map(({ at }) => labels[at] as number),
        threshold,
      ),
    );
    const mean = (pick: (score: { f1: number; accuracy: number }) => number) =>
      (scores.reduce((sum, score) => sum + pick(score), 0) / scores.length).toFixed(3);
    console.log(
      `${target}: threshold ${threshold}: F1 ${mean((score) => score.f1)}, accuracy ${mean((score) => score.accuracy)} (5 × 10-fold)`,
    );
  }
  for (const from of [0.6, 0.7, 0.8, 0.9]) {
    for (const positive of [1, 0]) {
      const ownLabels = own.map(({ at }) => labels[at] as number);
      const all = runs.map((probabilities) =>
        precisionFrom(
          own.map(({ at }) => probabilities[at] as number),
          ownLabels,
          from,
          positive,
        ),
      );
      const count = all.reduce((sum, each) => sum + each.count, 0);
      const right = all.reduce((sum, each) => sum + each.right, 0);
      console.log(
        `  ${positive === 1 ? target : `not ${target}`} with probability ≥ ${from}: precision ${(right / count).toFixed(3)} of ${(count / runs.length).toFixed(0)} claims`,
      );
    }
  }
}

function weights(examples: readonly Example[], target: 'supported' | 'some'): string {
  const model = trainLogistic(
    examples.map((example) => example.row),
    examples.map((example) => example[target]),
    penalty,
  );
  const named = used.map((name, at) => `${name}: ${(model.weights[at] as number).toFixed(4)}`).join(', ');
  return `${target}: { bias: ${model.bias.toFixed(4)}, weights: { ${named} } }`;
}

/** How often a changed number is seen, and how often an unchanged supported claim is called contradicted. */
function contradictions(lines: readonly WiceLine[], compared: readonly Compared[]): void {
  const seen = { changed: 0, found: 0, shown: 0, stillSupported: 0, kept: 0, wrong: 0, wrongShown: 0 };
  lines.forEach((line, at) => {
    const { terms, prepared, matches } = compared[at] as Compared;
    if (line.label !== 'supported') return;
    const verdict = judge(terms, matches, prepared.index, english);
    seen.kept += 1;
    seen.wrong += Number(verdict.support === 'contradicted');
    seen.wrongShown += Number(verdict.support === 'contradicted' && verdict.shown);
    const changed = changedNumber(line.claim, terms, matches);
    if (changed === null) return;
    const against = judge(changed, matchClaim(prepared.index, changed), prepared.index, english);
    seen.changed += 1;
    seen.found += Number(against.support === 'contradicted');
    seen.shown += Number(against.support === 'contradicted' && against.shown);
    seen.stillSupported += Number(against.support === 'supported');
  });
  console.log('contradicted:', JSON.stringify(seen));
}

function verdicts(lines: readonly WiceLine[], compared: readonly Compared[]): void {
  const table: Record<string, number> = {};
  lines.forEach((line, at) => {
    const { prepared } = compared[at] as Compared;
    const { support, shown } = checkClaim(prepared, { text: line.claim, quoted: false }, english);
    const key = `${line.label} → ${support}${shown ? ' (shown)' : ''}`;
    table[key] = (table[key] ?? 0) + 1;
  });
  console.log('with the weights in the product (fitted to these claims):', JSON.stringify(table, null, 1));
}

const path = process.argv[2];
if (path === undefined) throw new Error('Give the path of claims-dev.jsonl.gz; see docs/quality/evidence.md');
const lines = readWice(path);
const { examples, compared } = await examplesOf(lines);
console.log(`${lines.length} claims, ${examples.filter((example) => example.made).length} more beside a made page`);
report(examples, 'supported');
report(examples, 'some');
contradictions(lines, compared);
verdicts(lines, compared);
if (process.argv.includes('--weights')) console.log(`${weights(examples, 'supported')},\n${weights(examples, 'some')}`);
