import { guessLanguage, languageOf } from '../../shared/language/languages.ts';
import { contentStems } from '../../shared/language/terms.ts';
import { pacer } from '../../shared/pacing.ts';
import { type QuoteSelector, quoteSelector } from '../quotes.ts';
import type { SourceText } from '../source-text.ts';
import { findGaps, type Gap } from './gaps.ts';
import { alignedPairs, type Pair } from './pairs.ts';
import { overallQuestion, type Question, questionsFor } from './questions.ts';
import { relevance } from './relevance.ts';
import { overlaps, selectByQuestion } from './selection.ts';
import { judgeSources, type SourceRelevance } from './source-relevance.ts';
import { collectStatements, type Statement } from './statements.ts';
import { StemWeights } from './weights.ts';
import { wordingOf } from './wording.ts';

/** A verbatim, contiguous piece of a source; offsets in code points of its stored text. */
export interface DossierQuote extends QuoteSelector {
  /** `q1`, `q2` … in the order of the dossier. */
  id: string;
  sourceId: string;
  sourceTitle: string;
  address: string;
  /** How well it answers its question; only the order means something. */
  relevance: number;
}

export interface DossierQuestion {
  question: string;
  /** What a section about it is headed. */
  heading: string;
  /** Raised by the sources themselves, and not asked. */
  derived: boolean;
  /** IDs of quotes; empty when no source answers. */
  quotes: string[];
}

export interface DossierConflict {
  kind: 'number' | 'negation' | 'opposite' | 'order';
  /** Words both statements share, as the first one writes them. */
  about: string[];
  /** What differs, as each says it. */
  says: [string, string];
  quotes: [string, string];
}

export interface OutlineSection {
  heading: string;
  /** IDs of the quotes it can be written from. */
  quotes: string[];
}

export interface Dossier {
  topic: string;
  language: string;
  questions: DossierQuestion[];
  /** Every quote once. */
  quotes: DossierQuote[];
  /** Two sources saying the same. */
  agreements: { quotes: [string, string] }[];
  /** Two sources that cannot both be right of the same thing. */
  conflicts: DossierConflict[];
  gaps: Gap[];
  outline: OutlineSection[];
  sources: { sourceId: string; title: string; address: string; relevant: boolean; reason: string; quotes: number }[];
}

export interface DossierRequest {
  topic: string;
  questions?: readonly string[];
  keywords?: readonly string[];
  sources: readonly SourceText[];
  /** BCP 47; guessed from topic and sources when not given. */
  language?: string | null;
  /** At most; 6 when not given. */
  quotesPerQuestion?: number;
}

const usualQuotes = 6;
const mostConflicts = 20;
const mostAgreements = 12;

/** What the sources say to a topic, by rule and word for word: the same input gives the same dossier. Gives way to the event loop. */
export async function buildDossier(request: DossierRequest): Promise<Dossier> {
  const pause = pacer();
  const { topic, questions = [], keywords = [], sources } = request;
  const language = languageOf(
    request.language ?? guessLanguage(`${topic} ${questions.join(' ')}`) ?? sources[0]?.language ?? guessLanguage(sources[0]?.text ?? ''),
  );
  const all = await collectStatements(sources, pause);
  const topicStems = new Set(contentStems(topic, language));
  const judged = judgeSources(sources, all, new Set(contentStems([topic, ...questions, ...keywords].join(' '), language)));
  const relevant = new Set(judged.filter((each) => each.relevant).map(({ source }) => source));
  const statements = all.filter(({ source }) => relevant.has(source));
  const weights = new StemWeights(statements);
  const pairs = await alignedPairs(statements, weights, topicStems, pause);
  const asked = [overallQuestion(topic, language), ...questionsFor(topic, questions, statements, weights, language)];
  const chosen = await selectByQuestion(
    [...asked.slice(1), asked[0] as Question],
    statements,
    pairs,
    topicStems,
    weights,
    request.quotesPerQuestion ?? usualQuotes,
    pause,
  );
  const shown = pairsShown(pairs);
  placePairs(shown, chosen, asked[0] as Question);
  return compose({
    topic,
    language: language.code,
    asked,
    chosen,
    shown,
    judged,
    topicStems,
    weights,
    gaps: findGaps({ topic, keywords }, withoutEmpty(chosen, asked), statements, relevant.size, language),
  });
}

/** The topic as a whole is no question that could stay unanswered when others are answered. */
function withoutEmpty(chosen: ReadonlyMap<Question, Statement[]>, asked: readonly Question[]): Map<Question, Statement[]> {
  const answered = [...chosen.values()].some((list) => list.length > 0);
  return new Map((answered ? asked.slice(1) : asked).map((question) => [question, chosen.get(question) ?? []]));
}

/** The clearest pairs; a statement stands in one agreement and in two conflicts at most. */
function pairsShown(pairs: readonly Pair[]): Pair[] {
  const times = new Map<string, number>();
  const left = { conflicts: mostConflicts, agreements: mostAgreements };
  return pairs.filter((pair) => {
    const kind = pair.difference === null ? 'agreements' : 'conflicts';
    const keys = [pair.left, pair.right].map((statement) => `${kind}${statement.number}`);
    const most = kind === 'agreements' ? 1 : 2;
    if (left[kind] === 0 || keys.some((key) => (times.get(key) ?? 0) >= most)) return false;
    left[kind] -= 1;
    for (const key of keys) times.set(key, (times.get(key) ?? 0) + 1);
    return true;
  });
}

/** Both sides of every pair stand under some question; what none has asked goes to the topic as a whole. */
function placePairs(pairs: readonly Pair[], chosen: Map<Question, Statement[]>, overall: Question): void {
  for (const pair of pairs) {
    for (const [statement, other] of [
      [pair.left, pair.right],
      [pair.right, pair.left],
    ] as const) {
      if ([...chosen.values()].some((list) => list.includes(statement))) continue;
      const home = [...chosen].find(([, list]) => list.includes(other))?.[1] ?? (chosen.get(overall) as Statement[]);
      const replaced = home.findIndex((each) => overlaps(each, statement) && each.source === statement.source);
      if (replaced !== -1 && !pairs.some(({ left, right }) => left === home[replaced] || right === home[replaced]))
        home.splice(replaced, 1);
      home.push(statement);
    }
  }
}

interface Parts {
  topic: string;
  language: string;
  asked: readonly Question[];
  chosen: ReadonlyMap<Question, readonly Statement[]>;
  shown: readonly Pair[];
  judged: readonly SourceRelevance[];
  gaps: Gap[];
  topicStems: ReadonlySet<string>;
  weights: StemWeights;
}

function compose({ topic, language, asked, chosen, shown, judged, gaps, topicStems, weights }: Parts): Dossier {
  const order = asked.flatMap((question) => chosen.get(question) ?? []);
  const ids = new Map(order.map((statement, at) => [statement, `q${at + 1}`]));
  const idOf = (statement: Statement) => ids.get(statement) as string;
  const relevanceOf = (statement: Statement) => {
    const question = asked.find((each) => chosen.get(each)?.includes(statement)) as Question;
    return Number(relevance(statement, question.inquiry, topicStems, weights).toFixed(3));
  };
  const both = ({ left, right }: Pair): [string, string] => [idOf(left), idOf(right)];
  const questions = asked
    .map(({ question, heading, derived }, at) => ({
      question,
      heading: at === 0 ? wordingOf(language).overview : heading,
      derived,
      quotes: (chosen.get(asked[at] as Question) ?? []).map(idOf),
    }))
    .filter(({ quotes }, at) => at > 0 || quotes.length > 0);
  return {
    topic,
    language,
    questions,
    quotes: order.map((statement) => toQuote(statement, idOf(statement), relevanceOf(statement))),
    agreements: shown.filter(({ difference }) => difference === null).map((pair) => ({ quotes: both(pair) })),
    conflicts: shown.filter(({ difference }) => difference !== null).map((pair) => toConflict(pair, both(pair))),
    gaps,
    outline: questions.filter(({ quotes }) => quotes.length > 0).map(({ heading, quotes }) => ({ heading, quotes })),
    sources: judged.map(({ source, relevant, reason }) => ({
      ...{ sourceId: source.id, title: source.title, address: source.address, relevant, reason },
      quotes: order.filter((statement) => statement.source === source).length,
    })),
  };
}

function toQuote({ source, start, end }: Statement, id: string, score: number): DossierQuote {
  return {
    id,
    sourceId: source.id,
    sourceTitle: source.title,
    address: source.address,
    relevance: score,
    ...quoteSelector(source, start, end),
  };
}

function toConflict({ left, right, difference }: Pair, quotes: [string, string]): DossierConflict {
  const about = wordsInCommon(left, right);
  if (difference?.kind === 'number') {
    const says: [string, string] = [
      left.sentence.text.slice(difference.left.start, difference.left.end),
      right.sentence.text.slice(difference.right.start, difference.right.end),
    ];
    return { kind: 'number', about, says, quotes };
  }
  if (difference?.kind === 'opposite' || difference?.kind === 'order')
    return { kind: difference.kind, about, says: [difference.left, difference.right], quotes };
  const negated = left.terms.negated.size > 0;
  return { kind: 'negation', about, says: negated ? ['says not', 'says so'] : ['says so', 'says not'], quotes };
}

const mostCommonWords = 6;

function wordsInCommon(left: Statement, right: Statement): string[] {
  const words = left.terms.stems.map((stem, at) => ({
    stem,
    word: /^[\p{L}\p{N}]+/u.exec(left.sentence.text.slice(left.terms.at[at]))?.[0] ?? stem,
  }));
  return [...new Set(words.filter(({ stem }) => right.terms.stems.includes(stem)).map(({ word }) => word))].slice(0, mostCommonWords);
}
