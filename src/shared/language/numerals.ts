/** The value of digits with separators. One separator before exactly three digits is read by the language's habit (`1.000` is a thousand in both, being no sensible decimal). */
export function plainNumber(raw: string, decimalComma: boolean): number {
  const compact = raw.replace(/['’ \u00a0\u202f]/g, '');
  const lastDot = compact.lastIndexOf('.');
  const lastComma = compact.lastIndexOf(',');
  if (lastDot !== -1 && lastComma !== -1) {
    const decimal = lastDot > lastComma ? '.' : ',';
    return toNumber(compact, decimal);
  }
  const separator = lastDot !== -1 ? '.' : ',';
  const parts = compact.split(separator);
  if (parts.length === 1) return Number(compact.replace(/\D/g, ''));
  return toNumber(compact, groupsThousands(parts, separator, decimalComma) ? '' : separator);
}

function groupsThousands(parts: readonly string[], separator: string, decimalComma: boolean): boolean {
  if (parts[0] === '0' || (parts[0]?.length ?? 0) > 3) return false;
  if (parts.slice(1).some((part) => part.length !== 3)) return false;
  if (parts.length > 2 || parts[1] === '000') return true;
  return separator === (decimalComma ? '.' : ',');
}

function toNumber(compact: string, decimal: string): number {
  const [whole = '', fraction = ''] = decimal === '' ? [compact] : compact.split(decimal);
  return Number(`${whole.replace(/\D/g, '')}.${fraction.replace(/\D/g, '')}`);
}
