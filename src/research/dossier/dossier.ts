import { contentStems } from '../../shared/language/terms.ts';
import { pacer } from '../../shared/pacing.ts';
import { type QuoteSelector, quoteSelector } from '../quotes.ts';
import type { SourceText } from '../source-text.ts';
import { centralities } from './central.ts';
import { type Gap, languageGaps, unansweredGaps, wordGaps } from './gaps.ts';
import { alignedPairs, type Pair } from './pairs.ts';
import { overallQuestion, type Question, questionsFor } from './questions.ts';
import { relevance } from './relevance.ts';
import { hearEverySource, leastRelevance, overlaps, type Score, selectByQuestion } from './selection.ts';
import { judgeSources, type SourceRelevance } from './source-relevance.ts';
import { collectStatements, type Statement } from './statements.ts';
import { languagesOf } from './topic-language.ts';
import { StemWeights } from './weights.ts';
import type { Wording } from './wordings/wording.ts';
import { wordingOf } from './wordings/wordings.ts';

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

export interface DossierSource {
  sourceId: string;
  title: string;
  address: string;
  relevant: boolean;
  /** Why it is relevant or not, in the dossier's language. */
  reason: string;
  quotes: number;
  /** False when it is in another language than the topic. */
  comparable: boolean;
}

export interface Dossier {
  topic: string;
  /** BCP 47 tag of the words it has of its own. */
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
  sources: DossierSource[];
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
/** Statements that answer the topic as a whole best stand under it and not under a question that the sources raise. */
const firstOfTopic = 3;
const mostConflicts = 20;
const mostAgreements = 12;

/** What the sources say to a topic, by rule and word for word: the same input gives the same dossier. Gives way to the event loop. */
export async function buildDossier(request: DossierRequest): Promise<Dossier> {
  const pause = pacer();
  const { topic, questions = [], keywords = [], sources } = request;
  const all = await collectStatements(sources, pause);
  const asks = [topic, ...questions, ...keywords].join(' ');
  const languages = languagesOf(request.language, [topic, ...questions].join(' '), sources, all);
  const wording = wordingOf(languages.piece);
  const judged = judgeSources(sources, all, asks, languages, wording);
  const relevant = new Set(judged.filter((each) => each.relevant).map(({ source }) => source));
  const statements = all.filter(({ source }) => relevant.has(source));
  const weights = new StemWeights(statements);
  const topicStems = new Set(contentStems(topic, languages.topic));
  const pairs = await alignedPairs(statements, weights, topicStems, pause);
  const overall = overallQuestion(topic, languages.topic, wording);
  const asked = [overall, ...questionsFor(topic, questions, statements, weights, languages.topic, wording)];
  const scoreOf = scoreFor(statements, judged, overall, topicStems, weights);
  const most = request.quotesPerQuestion ?? usualQuotes;
  const first = questions.length > 0 ? 0 : firstOfTopic;
  const chosen = await selectByQuestion([...asked.slice(1), overall], statements, pairs, scoreOf, most, first, pause);
  hearEverySource(chosen, statements, scoreOf);
  const shown = pairsShown(pairs);
  placePairs(shown, chosen, overall);
  const kept = asked.filter((question) => !question.derived || question === overall || (chosen.get(question)?.length ?? 0) > 0);
  const comparable = statements.filter(({ source }) => judged.some((each) => each.source === source && each.foreign === null));
  const gaps = [
    ...languageGaps(judged, wording, languages.piece),
    ...unansweredGaps(withoutEmpty(chosen, kept), relevant.size, wording),
    ...(comparable.length > 0 || relevant.size === 0 ? wordGaps([topic, ...keywords], comparable, languages.topic, wording) : []),
  ];
  return compose({ topic, language: languages.piece, asked: kept, chosen, shown, judged, scoreOf, gaps });
}

/** Where the words of a source cannot be compared with the topic, what it says most stands for an answer to the topic as a whole. */
function scoreFor(
  statements: readonly Statement[],
  judged: readonly SourceRelevance[],
  overall: Question,
  topic: ReadonlySet<string>,
  weights: StemWeights,
): Score {
  const foreign = new Set(judged.filter((each) => each.foreign !== null).map(({ source }) => source));
  const central = centralities(statements.filter(({ source }) => foreign.has(source)));
  return (statement, question) => {
    const score = relevance(statement, question.inquiry, topic, weights);
    const share = question === overall ? central.get(statement) : undefined;
    return share === undefined ? score : Math.max(score, leastRelevance + share / 2);
  };
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
  scoreOf: Score;
}

function compose({ topic, language, asked, chosen, shown, judged, gaps, scoreOf }: Parts): Dossier {
  const wording = wordingOf(language);
  const order = asked.flatMap((question) => chosen.get(question) ?? []);
  const ids = new Map(order.map((statement, at) => [statement, `q${at + 1}`]));
  const idOf = (statement: Statement) => ids.get(statement) as string;
  const relevanceOf = (statement: Statement) => {
    const question = asked.find((each) => chosen.get(each)?.includes(statement)) as Question;
    return Number(scoreOf(statement, question).toFixed(3));
  };
  const both = ({ left, right }: Pair): [string, string] => [idOf(left), idOf(right)];
  const questions = asked
    .map(({ question, heading, derived }, at) => ({
      question,
      heading: at === 0 ? wording.overview : heading,
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
    conflicts: shown.filter(({ difference }) => difference !== null).map((pair) => toConflict(pair, both(pair), wording)),
    gaps,
    outline: questions.filter(({ quotes }) => quotes.length > 0).map(({ heading, quotes }) => ({ heading, quotes })),
    sources: judged.map((each) => toSource(each, order, wording)),
  };
}

/** A source of which nothing could be quoted is not used, whatever its words are. */
function toSource({ source, relevant, reason, foreign }: SourceRelevance, order: readonly Statement[], { reasons }: Wording) {
  const quotes = order.filter((statement) => statement.source === source).length;
  const used = relevant && quotes > 0;
  const why = relevant && !used ? reasons.unquoted : reason;
  return {
    ...{ sourceId: source.id, title: source.title, address: source.address, relevant: used, reason: why },
    ...{ quotes, comparable: foreign === null },
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

function toConflict({ left, right, difference }: Pair, quotes: [string, string], { says }: Wording): DossierConflict {
  const about = wordsInCommon(left, right);
  if (difference?.kind === 'number') {
    const numbers: [string, string] = [
      left.sentence.text.slice(difference.left.start, difference.left.end),
      right.sentence.text.slice(difference.right.start, difference.right.end),
    ];
    return { kind: 'number', about, says: numbers, quotes };
  }
  if (difference?.kind === 'opposite' || difference?.kind === 'order')
    return { kind: difference.kind, about, says: [difference.left, difference.right], quotes };
  const negated = left.terms.negated.size > 0;
  return { kind: 'negation', about, says: negated ? [says.not, says.so] : [says.so, says.not], quotes };
}

const mostCommonWords = 6;

function wordsInCommon(left: Statement, right: Statement): string[] {
  const words = left.terms.stems.map((stem, at) => ({
    stem,
    word: /^[\p{L}\p{N}]+/u.exec(left.sentence.text.slice(left.terms.at[at]))?.[0] ?? stem,
  }));
  return [...new Set(words.filter(({ stem }) => right.terms.stems.includes(stem)).map(({ word }) => word))].slice(0, mostCommonWords);
}
