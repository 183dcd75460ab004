import type { CheckRunner } from '../checks/runner.ts';
import { apiAddress } from '../contract/addresses.ts';
import type { ServerEvent } from '../contract/events.ts';
import type { EventBus } from '../sessions/event-bus.ts';
import type { PreparationBoard } from '../sessions/preparation-board.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { App } from './app-types.ts';
import { EventStream } from './event-stream.ts';

export interface EventParts {
  events: EventBus;
  preparation: PreparationBoard;
  sessions: Sessions;
  runner: CheckRunner;
}

/** The one event stream of a page. Ends with `bye` when the server does. */
export function registerEvents(app: App, parts: EventParts): void {
  const open = new Set<EventStream>();
  app.addHook('preClose', async () => {
    for (const stream of open) {
      stream.send({ type: 'bye', reload: false });
      stream[Symbol.dispose]();
    }
  });
  app.get(
    apiAddress.events,
    { schema: { summary: 'What happens, as server-sent events (docs/protocol.md)' } },
    async (_request, reply) => {
      const stream = await follow(parts, (ended) => open.delete(ended));
      open.add(stream);
      return reply
        .type('text/event-stream; charset=utf-8')
        .header('cache-control', 'no-store')
        .header('x-accel-buffering', 'no')
        .send(stream.body);
    },
  );
}

/** Begins with the state as it is; what happens while that is read waits behind it. */
async function follow(parts: EventParts, onEnd: (stream: EventStream) => void): Promise<EventStream> {
  let waiting: ServerEvent[] | undefined = [];
  const unsubscribe = parts.events.subscribe((event) => (waiting ? waiting.push(event) : stream.send(event)));
  const stream = new EventStream(() => {
    unsubscribe();
    onEnd(stream);
  });
  try {
    for (const event of await presentState(parts)) stream.send(event);
  } catch (error) {
    stream.body.destroy();
    throw error;
  }
  for (const event of waiting.splice(0)) stream.send(event);
  waiting = undefined;
  return stream;
}

async function presentState({ preparation, sessions, runner }: EventParts): Promise<ServerEvent[]> {
  const progress = await sessions.progress();
  const session = sessions.current();
  const lesson = session.id ? runner.current(session.id) : undefined;
  return [
    { type: 'preparation', preparation: preparation.current() },
    { type: 'session', session },
    { type: 'progress', progress },
    ...(lesson ? [{ type: 'lesson' as const, lesson }] : []),
  ];
}
