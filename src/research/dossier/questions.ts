import type { Language } from '../../shared/language/languages.ts';
import { contentStems } from '../../shared/language/terms.ts';
import { type SourceHeading, sourceHeadings } from './headings.ts';
import { akin, type Inquiry, inquiryOf } from './relevance.ts';
import type { Statement } from './statements.ts';
import { recurringSubjects } from './subjects.ts';
import type { StemWeights } from './weights.ts';
import type { Wording } from './wordings/wording.ts';

/** A question the dossier answers from the sources. */
export interface Question {
  question: string;
  /** What a section about it is headed. */
  heading: string;
  inquiry: Inquiry;
  /** Found in the sources by rule, and not asked by a person. */
  derived: boolean;
}

const mostDerived = 6;
/** Words that recur say less than headings, so they only fill up. */
const enoughRaised = 4;

/** The questions asked; without any, those that the topic and the sources themselves raise. */
export function questionsFor(
  topic: string,
  asked: readonly string[],
  statements: readonly Statement[],
  weights: StemWeights,
  language: Language,
  wording: Wording,
): Question[] {
  const given = asked.map((question) => question.trim()).filter((question) => question !== '');
  if (given.length > 0)
    return given.map((question) => ({
      question,
      heading: plainQuestion(question),
      inquiry: inquiryOf(question, language),
      derived: false,
    }));
  const topicStems = new Set(contentStems(topic, language));
  const raised = distinct(fromHeadings(statements, topicStems, wording), topicStems);
  if (raised.length >= enoughRaised) return raised.slice(0, mostDerived);
  return distinct([...raised, ...fromSubjects(statements, weights, topicStems, wording)], topicStems).slice(0, enoughRaised);
}

/** The question about the topic as a whole, for what answers none of the others. */
export function overallQuestion(topic: string, language: Language, wording: Wording): Question {
  const isQuestion = /[?？؟]\s*$/u.test(topic);
  const question = isQuestion ? topic.trim() : wording.overall(topic.trim());
  return { question, heading: topic.trim(), inquiry: inquiryOf(topic, language), derived: true };
}

function plainQuestion(question: string): string {
  return question.replace(/\s+/g, ' ').trim();
}

function fromHeadings(statements: readonly Statement[], topic: ReadonlySet<string>, wording: Wording): Question[] {
  return sourceHeadings(statements)
    .filter(({ kind, stems }) => kind !== 'clause' && stems.some((stem) => !topic.has(stem)))
    .map((heading) => ({
      question: questionOf(heading, wording),
      heading: heading.text,
      inquiry: inquiryOf(heading.text, heading.language),
      derived: true,
    }));
}

function questionOf({ kind, text, language }: SourceHeading, wording: Wording): string {
  return kind === 'question' ? text : wording.about(language.code === 'en' ? lowerFirst(text) : text);
}

/** `Brew time` reads `brew time` inside a sentence; `NASA` and `Mount Rainier` stay. */
function lowerFirst(text: string): string {
  const [first = '', ...rest] = text.split(' ');
  const title = rest.some((word) => /^\p{Lu}/u.test(word));
  return title || !/^\p{Lu}\p{Ll}+$/u.test(first) ? text : [first.toLowerCase(), ...rest].join(' ');
}

function fromSubjects(statements: readonly Statement[], weights: StemWeights, topic: ReadonlySet<string>, wording: Wording): Question[] {
  return recurringSubjects(statements, weights, topic, mostDerived).map(({ text, stems }) => ({
    question: wording.about(text),
    heading: text.charAt(0).toUpperCase() + text.slice(1),
    inquiry: { stems, units: new Set<string>() },
    derived: true,
  }));
}

/** Two questions about the same words are one; the first stays. */
function distinct(questions: readonly Question[], topic: ReadonlySet<string>): Question[] {
  const kept: Question[] = [];
  const key = (question: Question) => question.inquiry.stems.filter((stem) => !topic.has(stem));
  for (const question of questions) {
    const stems = key(question);
    const known = kept.some((other) => key(other).some((stem) => stems.some((mine) => akin(mine, stem))));
    if (!known) kept.push(question);
  }
  return kept;
}
