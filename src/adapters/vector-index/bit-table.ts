/** Bits as 32-bit words in memory, a row a vector: the sign of every component. 64 bytes for 512 dimensions. */
export class BitTable {
  readonly #wordsPerRow: number;
  #words: Uint32Array;
  #rows: Float64Array;
  #sources: Uint32Array;
  #distances = new Uint16Array(0);
  #length = 0;

  constructor(wordsPerRow: number, capacity = 1024) {
    this.#wordsPerRow = wordsPerRow;
    this.#words = new Uint32Array(capacity * wordsPerRow);
    this.#rows = new Float64Array(capacity);
    this.#sources = new Uint32Array(capacity);
  }

  get length(): number {
    return this.#length;
  }

  /** @param row the row's number in the file @param source a small number that stands for its source */
  add(row: number, source: number, bits: Uint32Array): void {
    if (this.#length === this.#rows.length) this.#grow();
    this.#words.set(bits, this.#length * this.#wordsPerRow);
    this.#rows[this.#length] = row;
    this.#sources[this.#length] = source;
    this.#length += 1;
  }

  remove(rows: ReadonlySet<number>): void {
    if (rows.size === 0) return;
    let kept = 0;
    for (let index = 0; index < this.#length; index += 1) {
      if (rows.has(this.#rows[index] as number)) continue;
      const start = index * this.#wordsPerRow;
      this.#words.copyWithin(kept * this.#wordsPerRow, start, start + this.#wordsPerRow);
      this.#rows[kept] = this.#rows[index] as number;
      this.#sources[kept] = this.#sources[index] as number;
      kept += 1;
    }
    this.#length = kept;
  }

  /** Row numbers of at least the `count` nearest by Hamming distance (all of them when there are fewer), those as near as the last included. */
  nearest(query: Uint32Array, count: number, sources?: ReadonlySet<number>): number[] {
    const farthest = this.#measure(query, sources) - 1;
    const histogram = new Uint32Array(farthest + 2);
    for (let index = 0; index < this.#length; index += 1) (histogram[this.#distances[index] as number] as number)++;
    let limit = -1;
    for (let found = 0; limit < farthest && found < count; ) found += histogram[++limit] as number;
    const nearest: number[] = [];
    for (let index = 0; index < this.#length; index += 1) {
      if ((this.#distances[index] as number) <= limit) nearest.push(this.#rows[index] as number);
    }
    return nearest;
  }

  /** Fills the distances; rows of other sources get one more than any distance, which is returned. */
  #measure(query: Uint32Array, sources?: ReadonlySet<number>): number {
    const [words, width, length] = [this.#words, this.#wordsPerRow, this.#length];
    if (this.#distances.length < length) this.#distances = new Uint16Array(this.#rows.length);
    const distances = this.#distances;
    for (let index = 0, at = 0; index < length; index += 1) {
      let distance = 0;
      for (let word = 0; word < width; word += 1, at += 1) distance += ones((words[at] as number) ^ (query[word] as number));
      distances[index] = distance;
    }
    const beyond = width * 32 + 1;
    if (sources !== undefined) {
      for (let index = 0; index < length; index += 1) if (!sources.has(this.#sources[index] as number)) distances[index] = beyond;
    }
    return beyond;
  }

  #grow(): void {
    const capacity = this.#rows.length * 2;
    this.#words = enlarged(this.#words, new Uint32Array(capacity * this.#wordsPerRow));
    this.#rows = enlarged(this.#rows, new Float64Array(capacity));
    this.#sources = enlarged(this.#sources, new Uint32Array(capacity));
  }
}

/** The signs of a vector's components. */
export function signBits(vector: Float32Array): Uint32Array {
  const bits = new Uint32Array(Math.ceil(vector.length / 32));
  for (const [index, component] of vector.entries()) {
    if (component > 0) bits[index >> 5] = (bits[index >> 5] as number) | (1 << (index & 31));
  }
  return bits;
}

/** Number of one bits of a word. */
function ones(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function enlarged<T extends Uint32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
