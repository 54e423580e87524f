import { splitSentences } from '../../shared/text/sentences.ts';

/**
 * Sentences in sources that speak to a model instead of to a reader. The fence and the rules of a prompt already say that sources give no orders;
 * this keeps the plain cases from being read, or written, at all. It is no proof against all: what a model writes is also stripped of links, images
 * and HTML, and checked against the sources.
 */
const signs: readonly RegExp[] = [
  /(?:^|[.!?:;,"“(]\s*|\b(?:please|must|should|now|to|and)\s+)(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:previous|prior|above|earlier|preceding|all|any|your|other|these|those|system|everything)\b.{0,30}\b(?:instruction|prompt|rule|guideline|direction|context|order|before|above)s?\b/i,
  /^\W*(?:note|message|instructions?|attention|important)\b.{0,12}\b(?:to|for)\b.{0,12}\b(?:ai|llm|language model|chatbot|assistant|model)s?\b/i,
  /\b(?:ai|llm|language)[ -]?(?:assistant|model|system|writer|agent)s?\b.{0,40}\b(?:must|should|shall|ha(?:s|ve) to|needs? to|please)\s+(?:now |also |always |only )*(?:write|include|insert|add|say|state|output|print|reply|respond|recommend|link|mention|embed|append|begin|end|ignore|visit|show)\b/i,
  /\byou are (?:now|no longer)\b.{0,30}\b(?:ai|assistant|chatbot|language model|dan|developer mode)\b/i,
  /(?:^|[.!?:;"“(]\s*|\bplease\s+)(?:reply|respond|output|print|write|say)\s+(?:only|exactly|just|the following|nothing but|verbatim)\b/i,
  /\b(?:include|insert|embed|add|append|put|emit)\b.{0,30}\b(?:this|the following|these)\b.{0,20}\b(?:link|image|picture|url|html|markdown)s?\b/i,
  /<\/?(?:system|assistant|user|instructions?|prompt)>|\[\/?(?:INST|SYS)\]|<\|[a-z_]+\|>/i,
  /(?:^|[.!?:;,]\s*|\bbitte\s+)(?:ignorier|vergiss|missachte)\w*\b.{0,40}\b(?:anweisung|vorgabe|regel)\w*/i,
  /(?:^|[.!?:;,]\s*)(?:ignore[zr]?|oublie[zr]?)\b.{0,40}\b(?:consigne|instruction)s?\b/i,
  /(?:^|[.!?:;,]\s*)(?:ignora|olvida)\w*\b.{0,40}\b(?:instruccion|indicacion)\w*/i,
];

/** Whether a sentence reads like an order to a model. */
export function isPlantedOrder(sentence: string): boolean {
  const plain = sentence.normalize('NFKC').replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '');
  return signs.some((sign) => sign.test(plain));
}

/** The text without such sentences; most texts come back as they are. */
export function withoutPlantedOrders(text: string): string {
  const orders = splitSentences(text).filter((sentence) => isPlantedOrder(sentence.text));
  return orders.reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text);
}
