/** Letters that Unicode does not take apart into a base letter and a mark, and the two alphabets most often met in names. */
const letters: Readonly<Record<string, string>> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', þ: 'th', ı: 'i', ħ: 'h', ŋ: 'n' },
  ...{ а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ё: 'e', ж: 'zh', з: 'z', и: 'i', й: 'i', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o' },
  ...{ п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ъ: '', ы: 'y', ь: '', э: 'e' },
  ...{ ю: 'yu', я: 'ya', і: 'i', ї: 'i', є: 'ye', ґ: 'g' },
  ...{ α: 'a', β: 'v', γ: 'g', δ: 'd', ε: 'e', ζ: 'z', η: 'i', θ: 'th', ι: 'i', κ: 'k', λ: 'l', μ: 'm', ν: 'n', ξ: 'x', ο: 'o', π: 'p' },
  ...{ ρ: 'r', σ: 's', ς: 's', τ: 't', υ: 'y', φ: 'f', χ: 'ch', ψ: 'ps', ω: 'o' },
};

export const maxSlugLength = 60;

/** A form that a URL can carry: lower-case ASCII letters, digits and single hyphens, at most 60 characters, whole words where one fits. */
export function slugify(text: string, fallback = 'document'): string {
  const latin = [...text.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '')].map((letter) => letters[letter] ?? letter).join('');
  const slug = latin
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  if (slug === '') return fallback;
  if (slug.length <= maxSlugLength) return slug;
  const cut = slug.lastIndexOf('-', maxSlugLength);
  return slug.slice(0, cut > 0 ? cut : maxSlugLength);
}
