import type { Readable } from 'node:stream';
import type { EngineEvent } from './learner-engine.ts';
import { eventMessage } from './learner-engine-messages.ts';
import { SandboxError } from './port.ts';

/** An event with all its attributes is a kilobyte or two. */
const maxLineBytes = 256 * 1024;
const lineFeed = 0x0a;

/** Events of the engine's stream, one JSON object a line. Lines that are no events are passed over. */
export async function* readEvents(stream: Readable): AsyncGenerator<EngineEvent> {
  let pending: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    let rest: Buffer = chunk;
    for (let end = rest.indexOf(lineFeed); end >= 0; end = rest.indexOf(lineFeed)) {
      const event = parseEvent(Buffer.concat([...pending, rest.subarray(0, end)]).toString('utf8'));
      pending = [];
      bytes = 0;
      rest = rest.subarray(end + 1);
      if (event) yield event;
    }
    bytes += rest.length;
    if (bytes > maxLineBytes) throw new SandboxError('learner-engine-failed', 'an event without an end');
    if (rest.length > 0) pending.push(rest);
  }
}

export function parseEvent(line: string): EngineEvent | undefined {
  // The number has 19 digits, more than JSON.parse keeps; the engine writes it last.
  const timeNano = /"timeNano":(\d{16,20})\}\s*$/.exec(line)?.[1];
  const { data } = eventMessage.safeParse(parseJson(line));
  if (!data || timeNano === undefined) return undefined;
  return {
    type: data.Type,
    action: data.Action,
    id: data.Actor.ID,
    attributes: data.Actor.Attributes,
    timeNano,
  };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
