/** Cuts a stream of bytes into pieces of one length; the last piece is told apart, as it is sealed differently. */
export class Chunker {
  readonly #length: number;
  #parts: Buffer[] = [];
  #held = 0;

  /** @param length bytes of every piece but the last */
  constructor(length: number) {
    this.#length = length;
  }

  /** Pieces that are certainly not the last: a full one is held back until more bytes come. */
  *push(bytes: Buffer): Generator<Buffer> {
    this.#parts.push(bytes);
    this.#held += bytes.length;
    if (this.#held <= this.#length) return;
    let rest = Buffer.concat(this.#parts);
    while (rest.length > this.#length) {
      yield rest.subarray(0, this.#length);
      rest = rest.subarray(this.#length);
    }
    this.#parts = [rest];
    this.#held = rest.length;
  }

  /** The last piece, possibly empty. */
  end(): Buffer {
    return Buffer.concat(this.#parts);
  }
}
