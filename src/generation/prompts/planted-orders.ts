import { splitSentences } from '../../shared/text/sentences.ts';
import { withoutInvisible } from './invisible.ts';

/**
 * Sentences in sources that speak to a model instead of to a reader. The fence and the rules of a prompt already say that sources give no orders;
 * this keeps the plain cases from being read, or written, at all. It is no proof against all: what a model writes is also stripped of links, images
 * and HTML, and checked against the sources.
 */
const signs: readonly RegExp[] = [
  // Away with the orders that were given.
  /(?:^|[.!?:;,"“(]\s*|\b(?:please|must|should|now|to|and)\s+)(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:previous|prior|above|earlier|preceding|all|any|your|other|these|those|system|everything)\b.{0,30}\b(?:instruction|prompt|rule|guideline|direction|context|order|before|above)s?\b/i,
  /(?:^|[.!?:;,]\s*)(?:please\s+)?do not (?:follow|obey|heed)\b.{0,30}\b(?:above|previous|earlier|your|system)\b/i,
  /(?:^|[.!?:;,]\s*|\bbitte\s+)(?:ignorier|vergiss|missachte)\w*\b.{0,40}\b(?:anweisung|vorgabe|regel)\w*/i,
  /(?:^|[.!?:;,]\s*)(?:ignore[zr]?|oublie[zr]?)\b.{0,40}\b(?:consigne|instruction)s?\b/i,
  /(?:^|[.!?:;,]\s*)(?:ignora|olvida)\w*\b.{0,40}\b(?:instruccion|indicacion)\w*/i,
  // New ones in their place.
  /(?:^|[.!?:;]\s*)(?:your new (?:task|instructions?|role|job)\b.{0,25}\b(?:is|are)\b|(?:new|updated|important|hidden) instructions?\b[^.:]{0,25}:)/i,
  /(?:^|[.!?:;]\s*)from now on,?\s+(?:you\b|(?:only\s+)?(?:answer|respond|reply|write|say)\b)/i,
  /(?:^|[.!?:;]\s*)stop (?:writing|summari[sz]ing|answering)\b.{0,60}\b(?:write|say|output|answer|recommend)\b/i,
  /\byou are (?:now|no longer)\b.{0,30}\b(?:ai|assistant|chatbot|language model|dan|developer mode)\b/i,
  // Spoken to a model by its name or its kind.
  /^\W*(?:note|message|instructions?|attention|important)\b.{0,12}\b(?:to|for)\b.{0,12}\b(?:ai|llm|language model|chatbot|assistant|model)s?\b/i,
  /^\W*(?:(?:attention|dear|hey|hello|hi)[,:]?\s+)?(?:chatgpt|claude|gemini|copilot|gpt-?\d*|assistant|ai(?: model)?|llm)\s*[,:]\s*(?:please\s+)?(?:reply|respond|write|recommend|say|include|ignore|mention|add|output|print|answer|visit|tell|begin|end|insert|link|you)\b/i,
  /\b(?:if|as) (?:you(?:['’]re| are) )?(?:an? )?(?:ai|llm|language model|assistant|chatbot)\b.{0,40}\b(?:you|please|end|begin|include|write|say|add|ignore|reply|answer|recommend|mention)\b.{0,60}(?::|\byour?\b|\bthis\b)/i,
  /\b(?:ai|llm|language)[ -]?(?:assistant|model|system|writer|agent)s?\b.{0,40}\b(?:must|should|shall|ha(?:s|ve) to|needs? to|please)\s+(?:now |also |always |only )*(?:write|include|insert|add|say|state|output|print|reply|respond|recommend|link|mention|embed|append|begin|end|ignore|visit|show)\b/i,
  /\b(?:KI|Sprachmodell|Chatbot|Assistent)[\w-]*\b.{0,30}\b(?:müssen|muss|sollen|soll|sollten)\b.{0,60}\b(?:einfügen|schreiben|ausgeben|antworten|erwähnen|verlinken|empfehlen)\b/i,
  /^\W*system(?: message| prompt)?\s*:/i,
  // About the answer it is to give.
  /\b(?:write|include|insert|add|append|mention|say|put|state|embed|repeat|output|begin|start|end|finish)\b.{0,80}\byour (?:answer|response|reply|output|summary|article|text)\b/i,
  /\byour (?:answer|response|reply|output|summary|article|text)\b.{0,20}\b(?:must|should|shall|has to|needs to)\b.{0,12}\b(?:contain|include|begin|start|end|say|mention|recommend|link)\b/i,
  /(?:^|[.!?:;,]\s*)(?:please\s+)?(?:include|insert|add|append|write|repeat|output|print|say|state|mention)\b.{0,100}\b(?:in|to|at the (?:end|beginning|start) of)\s+(?:the|this|every|each)\s+(?:answer|response|reply|output|summary|article|text)\b/i,
  /(?:^|[.!?:;,]\s*)(?:begin|start|end|finish)\s+(?:every|each|the)\s+(?:answer|response|reply|output|section|sentence|article|text|summary|paragraph)\b.{0,12}\bwith\b.{0,12}(?::|["“]|\b(?:word|phrase|sentence|link)s?\b)/i,
  /\bwhen(?:ever)?\s+(?:you\s+)?(?:summari[sz]|answer|respond|writ|cit|quot)\w*\b.{0,30}\b(?:this|the) (?:page|document|text|article|source|site|website|passage)\b.{0,20}\b(?:include|always|mention|say|add|write|recommend|link|insert|must|state|never|ignore)\b/i,
  /(?:^|[.!?:;"“(]\s*|\bplease\s+)(?:reply|respond|output|print|write|say)\s+(?:only|exactly|just|the following|nothing but|verbatim)\b/i,
  /(?:^|[.!?:;]\s*)(?:please\s+)?repeat the following\b.{0,40}\b(?:word for word|verbatim|exactly)\b/i,
  /(?:^|[.!?:;]\s*)(?:please\s+)?tell (?:the|your) (?:reader|user)s?\b/i,
  /\b(?:include|insert|embed|add|append|put|emit)\b.{0,30}\b(?:this|the following|these)\b.{0,20}\b(?:link|image|picture|url|html|markdown)s?\b/i,
  /\b(?:reveal|print|output|repeat|show|leak)\b.{0,20}\byour\s+(?:system prompt|(?:hidden |system )?instructions|prompt)\b/i,
  /(?:^|[.!?:;,]\s*)(?:antworte|schreibe?|gib|antworten sie|schreiben sie)\b.{0,20}\b(?:nur|ausschließlich|genau)\b.{0,20}\b(?:mit|aus|das|den|die)\b/i,
  /\b(?:in|an|ans ende) (?:deiner?|ihrer?|eurer?) antwort\b/i,
  /(?:^|[.!?:;,]\s*)(?:réponds|répondez|écris|écrivez)\b.{0,20}\b(?:uniquement|seulement|exactement)(?![\p{L}])/iu,
  /(?:ins[eèé]re[rz]?|ajoute[rz]?|inclu\w+)\b.{0,60}(?:ta|votre) réponse/i,
  // The marks of a conversation, or of the fence itself.
  /<\/?(?:system|assistant|user|instructions?|prompt)>|\[\/?(?:INST|SYS)\]|<\|[a-z_]+\|>/i,
  /\b(?:BEGIN|END) DATA [0-9a-f]{4}/,
];

/** Whether a sentence reads like an order to a model. */
export function isPlantedOrder(sentence: string): boolean {
  const plain = withoutInvisible(sentence).normalize('NFKC');
  return signs.some((sign) => sign.test(plain));
}

/** The text without such sentences; most texts come back as they are. */
export function withoutPlantedOrders(text: string): string {
  const orders = splitSentences(text).filter((sentence) => isPlantedOrder(sentence.text));
  return orders.reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text);
}
