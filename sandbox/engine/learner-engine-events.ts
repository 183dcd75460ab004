import type { Readable } from 'node:stream';
import type { EngineEvent } from './learner-engine.ts';
import { eventMessage } from './learner-engine-messages.ts';
import { linesOf, parseJson } from './lines.ts';

/** An event with all its attributes is a kilobyte or two. */
const maxLineBytes = 256 * 1024;

/** Events of the engine's stream, one JSON object a line. Lines that are no events are passed over. */
export async function* readEvents(stream: Readable): AsyncGenerator<EngineEvent> {
  for await (const line of linesOf(stream, maxLineBytes)) {
    const event = parseEvent(line);
    if (event) yield event;
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
