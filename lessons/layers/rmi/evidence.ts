import { commands, containers, images } from '../../../sandbox/checks/collectors.ts';
import type { Collector } from '../../../sandbox/checks/evidence.ts';
import type { ImageEvent } from './facts.ts';

/**
 * What happened to images since the start. They tell what state cannot (in which order two things went), so a gap makes
 * them empty instead of stopping the check: then state alone decides.
 */
function imageEvents(): Collector<ImageEvent[]> {
  return {
    kind: 'image-events',
    collect: async ({ events, eventsMissed }) =>
      eventsMissed
        ? []
        : events.filter(({ type }) => type === 'image').map(({ action, id }) => ({ action, id })),
  };
}

/** The same for every step: the lesson is about how these change. */
export const evidence = {
  all: images({ all: true }),
  boxes: containers(),
  events: imageEvents(),
  typed: commands(),
};
