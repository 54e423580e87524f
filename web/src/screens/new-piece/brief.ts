/** What a brief says, as the form holds it. */
export interface Brief {
  topic: string;
  type: 'article' | 'news' | 'long-form' | 'summary' | 'faq';
  words: string;
  language: string;
  audience: string;
  tone: string;
  keywords: string;
  instructions: string;
  sources: readonly string[];
  author: 'research' | 'extractive' | 'model';
  model: string;
  budget: string;
  approveOutline: boolean;
}

const empty: Brief = {
  ...{ topic: '', type: 'article', words: '800', language: '', audience: '', tone: '', keywords: '', instructions: '' },
  ...{ sources: [], author: 'extractive', model: '', budget: '', approveOutline: false },
};

const key = 'aiwriter.brief';

/** The brief one was last at, kept over a reload. */
export function keptBrief(): Brief {
  try {
    return { ...empty, ...(JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Brief>) };
  } catch {
    return empty;
  }
}

export function keepBrief(brief: Brief): void {
  localStorage.setItem(key, JSON.stringify(brief));
}

/** The request that starts it; what was left empty is left to the server. */
export function runRequest(brief: Brief) {
  const said = (text: string) => (text.trim() === '' ? undefined : text.trim());
  const number = (text: string) => (text.trim() === '' ? undefined : Number(text));
  const keywords = brief.keywords.split(',').flatMap((word) => said(word) ?? []);
  return {
    kind: brief.author === 'research' ? ('research' as const) : ('write' as const),
    brief: {
      topic: brief.topic.trim(),
      language: said(brief.language),
      keywords: keywords.length > 0 ? keywords : undefined,
      instructions: said(brief.instructions),
      ...(brief.author === 'research'
        ? {}
        : {
            type: brief.type,
            words: number(brief.words),
            audience: said(brief.audience),
            tone: said(brief.tone),
            approveOutline: brief.approveOutline,
          }),
    },
    sources: [...brief.sources],
    ...(brief.author === 'research' ? {} : { author: brief.author }),
    ...(brief.author === 'model' ? { model: said(brief.model), budgetUsd: number(brief.budget) } : {}),
  };
}
