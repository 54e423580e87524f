/** A refusal is short; an article that quotes one is not. */
const longestRefusal = 500;
const opening =
  /^["“]?(?:i['’]?m (?:very |so |really )?sorry|i am sorry|sorry|i apologi[sz]e|unfortunately,? i|i (?:cannot|can['’]?t|can not|won['’]?t|will not|am unable to|am not able to|must decline)|i['’]m (?:unable|not able) to|as an ai|es tut mir leid|entschuldigung|leider kann ich|ich kann (?:ihnen|dir|dabei)|je suis désolé|désolé|je ne peux pas|lo siento|no puedo)/i;

/** Whether an answer declines to be one. Many providers say so in words only, with a finish like any other; what cites a passage is an answer. */
export function isRefusalInWords(text: string): boolean {
  const trimmed = text.trim();
  return trimmed.length <= longestRefusal && opening.test(trimmed) && !/\[\^?\d/.test(trimmed);
}
