import type { Readable } from 'node:stream';

const lineFeed = 0x0a;

/** Lines of a byte stream, without their ends. Throws when one is longer than `maxLineBytes`. */
export async function* linesOf(stream: Readable, maxLineBytes: number): AsyncGenerator<string> {
  let pending: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    let rest: Buffer = chunk;
    for (let end = rest.indexOf(lineFeed); end >= 0; end = rest.indexOf(lineFeed)) {
      yield Buffer.concat([...pending, rest.subarray(0, end)]).toString('utf8');
      pending = [];
      bytes = 0;
      rest = rest.subarray(end + 1);
    }
    bytes += rest.length;
    if (bytes > maxLineBytes) throw new Error(`a line of more than ${maxLineBytes} bytes`);
    if (rest.length > 0) pending.push(rest);
  }
}

/** undefined for what is no JSON. */
export function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
