/** Frames of the pty holder (`sandbox/image/base/holder.c`): type, length (big endian), payload. */
export type HolderFrame =
  | { type: 'header'; replayedBytes: number; position: number }
  | { type: 'data'; bytes: Buffer }
  | { type: 'exit'; code: number };

const headerBytes = 5;
/** The holder sends 16 KiB at most; the learner could have replaced it by anything. */
const maxPayloadBytes = 64 * 1024;
const code = (letter: string) => letter.charCodeAt(0);
const [data, exit, header, resize] = [code('d'), code('x'), code('h'), code('r')];

export class BadFrame extends Error {
  override readonly name = 'BadFrame';
}

/** Cuts a byte stream into frames. A data frame is passed on in pieces, as they come. */
export class HolderFrameParser {
  #pending = Buffer.alloc(0);
  /** Bytes of the current data frame still to come. */
  #dataLeft = 0;

  /** Throws `BadFrame` on anything that the holder does not say. */
  *push(chunk: Buffer): Generator<HolderFrame> {
    let rest = this.#pending.length > 0 ? Buffer.concat([this.#pending, chunk]) : chunk;
    this.#pending = Buffer.alloc(0);
    while (rest.length > 0) {
      if (this.#dataLeft > 0) {
        const bytes = rest.subarray(0, this.#dataLeft);
        this.#dataLeft -= bytes.length;
        rest = rest.subarray(bytes.length);
        yield { type: 'data', bytes };
        continue;
      }
      if (rest.length < headerBytes) break;
      const length = rest.readUInt32BE(1);
      if (length > maxPayloadBytes) throw new BadFrame(`a frame of ${length} bytes`);
      if (rest[0] === data) {
        this.#dataLeft = length;
        rest = rest.subarray(headerBytes);
        continue;
      }
      if (rest.length < headerBytes + length) break;
      yield parseSmall(rest[0] ?? 0, rest.subarray(headerBytes, headerBytes + length));
      rest = rest.subarray(headerBytes + length);
    }
    this.#pending = Buffer.from(rest);
  }
}

function parseSmall(type: number, payload: Buffer): HolderFrame {
  if (type === header && payload.length === 12) {
    return {
      type: 'header',
      replayedBytes: payload.readUInt32BE(0),
      position: Number(payload.readBigUInt64BE(4)),
    };
  }
  if (type === exit && payload.length === 4) return { type: 'exit', code: payload.readUInt32BE(0) };
  throw new BadFrame(`type ${type} with ${payload.length} bytes`);
}

/** Keys, in frames that the holder accepts. */
export function* keyFrames(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += maxPayloadBytes) {
    yield frame(data, bytes.subarray(at, at + maxPayloadBytes));
  }
}

export function resizeFrame(cols: number, rows: number): Buffer {
  const payload = Buffer.alloc(4);
  payload.writeUInt16BE(cols, 0);
  payload.writeUInt16BE(rows, 2);
  return frame(resize, payload);
}

function frame(type: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(headerBytes);
  head[0] = type;
  head.writeUInt32BE(payload.length, 1);
  return Buffer.concat([head, payload]);
}
