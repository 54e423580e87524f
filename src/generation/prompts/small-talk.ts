const interjection =
  /^(?:sure(?: thing)?|certainly|of course|absolutely|okay|ok|great|understood|gladly|gerne|natürlich|selbstverständlich|bien sûr|certainement|volontiers|claro|por supuesto)[!.]+\s*/i;
/** `Here is the continuation of the section:` and its like: a line about the answer instead of the answer. */
const announcement =
  /^(?:(?:sure|certainly|of course|okay|ok)[,!.]?\s+)?(?:here(?:['’]s| is| are)|below is|continuing|i(?:['’]ll| will) (?:now )?(?:continue|write|go on)|let me (?:now )?(?:continue|write)|hier (?:ist|sind|folgt)|voici|aquí (?:está|tiene|tienes))\b[^\n:]{0,140}:\s*/i;
const announcementLine =
  /^(?:here(?:['’]s| is)|below is|continuing|i(?:['’]ll| will) (?:now )?continue|let me continue)\b[^\n]{0,60}\b(?:continu|section|rest|left off|text|paragraph)[^\n]{0,60}[.!…]\s*\n+/i;
const farewell =
  /^(?:(?:please )?let me know|i hope (?:this|that)|feel free|if you(?:['’]d| would) like|would you like|is there anything|ich hoffe|n['’]hésitez pas|espero que)/i;
/** A paragraph under an answer that counts its words or marks its end. */
const tally =
  /^[\W_]*(?:(?:approx\w*|about|total)?\s*word count|(?:approx\w*|about|total)\s+\d+\s+words|\d+\s+words$|wortzahl|nombre de mots|end of (?:the )?section|ende des abschnitts)\b[^\n]{0,40}$/i;
/** A sentence that speaks of the answer, the section or the passages as such instead of the matter. */
const aboutTheAnswer: readonly RegExp[] = [
  /^in th(?:is|e following) (?:section|part|article|text|paragraph),? (?:we|i|you)(?:['’]ll| will| are going to| explore| look| discuss| examine)\b/i,
  /^this (?:section|article|part|text) (?:will )?(?:explores?|discuss(?:es)?|examines?|covers?|provides? an overview|looks at)\b/i,
  /^(?:in diesem (?:abschnitt|artikel|text|teil)|im folgenden) (?:werden|erfahren|betrachten|schauen|geht es|wollen)\b/i,
  /^dans (?:cette section|cet article|cette partie),? nous\b/i,
  /^[\W_]*(?:please )?(?:note|hinweis|anmerkung|disclaimer)\b.{0,60}\b(?:passages?|provided sources?|sources provided|textstellen|this section|word limit)\b/i,
  /^(?:as|since) (?:an? )?(?:ai|language model)\b/i,
  /^(?:here (?:is|are) )?(?:the )?(?:numbered )?passages?\b[^.]{0,40}:$/i,
];
/** No greeting of a model is longer. */
const longestGreeting = 220;

/**
 * The text without words of greeting before it. Null while more of the text is needed to tell.
 * @param isWhole no more is coming
 */
export function withoutGreeting(text: string, isWhole: boolean): string | null {
  const start = text.trimStart();
  const rest = start.replace(interjection, '').replace(announcement, '').replace(announcementLine, '');
  if (rest !== start) return rest.trim() === '' && !isWhole ? null : leading(text, rest);
  if (isWhole || start.length > longestGreeting || /[:\n]/.test(start) || !mayBeGreeting(start)) return text;
  return null;
}

/** What a model says to itself, when its server has lost the tag that opens it. */
export function withoutThoughts(text: string): string {
  return text.replace(/^[\s\S]*<\/(?:think|thinking|thought|reasoning)>\s*/, '');
}

/** The answer without greetings before and farewells after it. */
export function withoutSmallTalk(text: string): string {
  const paragraphs = (withoutGreeting(text, true) ?? '').trim().split(/\n{2,}/);
  while (paragraphs.length > 1 && isFarewell(paragraphs.at(-1) ?? '')) paragraphs.pop();
  return paragraphs.join('\n\n');
}

function isFarewell(paragraph: string): boolean {
  return farewell.test(paragraph) || tally.test(paragraph);
}

/** Whether a sentence is about the answer. */
export function isAboutTheAnswer(sentence: string): boolean {
  return aboutTheAnswer.some((sign) => sign.test(sentence.trim()));
}

/** White space before the greeting stands before what follows it, so that a paragraph stays one. */
function leading(text: string, rest: string): string {
  return (/^\s*/.exec(text)?.[0] ?? '') + rest.trimStart();
}

function mayBeGreeting(start: string): boolean {
  return (
    interjection.test(`${start}!`) ||
    /^(?:sure|certainly|of course|absolutely|ok|okay|great|here|below|continuing|let me|i['’ ]|hier|voici|aquí|gerne|natürlich|bien|claro|por)/i.test(
      start,
    ) ||
    start.length < 12
  );
}
