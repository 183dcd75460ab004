const esc = 0x1b;
const bel = 0x07;
const cancel = 0x18;
const substitute = 0x1a;
const openBracket = 0x5d;
const backslash = 0x5c;
const digitZero = 0x30;
const digitNine = 0x39;
const semicolon = 0x3b;

/** A command line of 8192 characters whose every byte is escaped to four (`\x3b`), and the nonce. */
const maxPayloadBytes = 40 * 1024;
/** No number that we listen for has more digits. */
const maxNumberDigits = 4;

/** One complete operating system command (ECMA-48 §8.3.89) of a number that was asked for. */
export interface Osc {
  number: number;
  payload: Buffer;
  /** Offset just behind it, in the chunk that ended it. */
  end: number;
}

type State = 'ground' | 'escape' | 'number' | 'payload' | 'skip' | 'payload-escape' | 'skip-escape';

/**
 * Finds OSC sequences in a stream of bytes, wherever the stream is cut. Remembers at most one sequence of
 * `maxPayloadBytes`; what is longer, or of another number, is passed over. Never throws: the bytes are hostile.
 * Only the 7-bit introducer counts, since 0x9D is an ordinary byte of UTF-8.
 */
export class OscParser {
  readonly #numbers: ReadonlySet<number>;
  #state: State = 'ground';
  #number = 0;
  #digits = 0;
  #parts: Buffer[] = [];
  #payloadBytes = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = new Set(numbers);
  }

  parse(chunk: Buffer): Osc[] {
    const found: Osc[] = [];
    let at = 0;
    while (at < chunk.length) {
      if (this.#state === 'ground') at = this.#skipText(chunk, at);
      else if (this.#state === 'payload') at = this.#takePayload(chunk, at, found);
      else at = this.#step(chunk, at, found);
    }
    return found;
  }

  #skipText(chunk: Buffer, from: number): number {
    const at = chunk.indexOf(esc, from);
    if (at === -1) return chunk.length;
    this.#state = 'escape';
    return at + 1;
  }

  #takePayload(chunk: Buffer, from: number, found: Osc[]): number {
    let end = from;
    while (end < chunk.length && !endsPayload(chunk[end])) end += 1;
    this.#keep(chunk.subarray(from, end));
    return end < chunk.length && this.#isPayload() ? this.#step(chunk, end, found) : end;
  }

  /** A method, because the compiler believes that the state is still what it was before `#keep`. */
  #isPayload(): boolean {
    return this.#state === 'payload';
  }

  #keep(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.#payloadBytes += bytes.length;
    // A copy: the chunk belongs to the stream, and a slice would keep all of it alive.
    if (this.#payloadBytes <= maxPayloadBytes) this.#parts.push(Buffer.from(bytes));
    else this.#turnTo('skip');
  }

  #step(chunk: Buffer, at: number, found: Osc[]): number {
    const byte = chunk[at] ?? 0;
    switch (this.#state) {
      case 'escape':
        this.#afterEscape(byte);
        return at + 1;
      case 'number':
        return this.#inNumber(byte) ? at + 1 : this.#end(byte, at, found);
      case 'payload-escape':
      case 'skip-escape':
        return this.#afterInnerEscape(byte, at, found);
      default:
        return this.#end(byte, at, found);
    }
  }

  #afterEscape(byte: number): void {
    if (byte === openBracket) {
      this.#turnTo('number');
      this.#number = 0;
      this.#digits = 0;
    } else if (byte !== esc) this.#turnTo('ground');
  }

  /** Takes a digit or the semicolon behind the number; false when the byte is for `#end`. */
  #inNumber(byte: number): boolean {
    if (byte >= digitZero && byte <= digitNine && this.#digits < maxNumberDigits) {
      this.#number = this.#number * 10 + (byte - digitZero);
      this.#digits += 1;
      return true;
    }
    if (byte === semicolon && this.#digits > 0 && this.#numbers.has(this.#number)) {
      this.#turnTo('payload');
      return true;
    }
    if (!endsPayload(byte)) this.#turnTo('skip');
    return !endsPayload(byte);
  }

  /** Inside a sequence: BEL ends it, CAN and SUB cancel it, ESC may begin its terminator. */
  #end(byte: number, at: number, found: Osc[]): number {
    if (byte === bel) this.#finish(at + 1, found);
    else if (byte === cancel || byte === substitute) this.#turnTo('ground');
    else if (byte === esc) this.#state = this.#state === 'payload' ? 'payload-escape' : 'skip-escape';
    return at + 1;
  }

  #afterInnerEscape(byte: number, at: number, found: Osc[]): number {
    if (byte === backslash) {
      this.#state = this.#state === 'payload-escape' ? 'payload' : 'skip';
      this.#finish(at + 1, found);
      return at + 1;
    }
    // Any other escape sequence cancels this one and counts itself.
    this.#turnTo('escape');
    return at;
  }

  #finish(end: number, found: Osc[]): void {
    if (this.#state === 'payload') {
      found.push({ number: this.#number, payload: Buffer.concat(this.#parts), end });
    }
    this.#turnTo('ground');
  }

  #turnTo(state: State): void {
    this.#state = state;
    this.#parts = [];
    this.#payloadBytes = 0;
  }
}

function endsPayload(byte: number | undefined): boolean {
  return byte === bel || byte === esc || byte === cancel || byte === substitute;
}
