/** The time in a word, µs of the clock all processes of this machine share: `@123456@`. */
export function stampNow(): string {
  return `@${nowMicros()}@`;
}

export function nowMicros(): number {
  return Number(process.hrtime.bigint() / 1000n);
}

/** The times in a text, µs. */
export function stampsIn(text: string): number[] {
  return Array.from(text.matchAll(/@(\d+)@/g), ([, micros]) => Number(micros));
}
