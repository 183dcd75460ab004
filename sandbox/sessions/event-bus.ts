import type { ServerEvent } from '../contract/events.ts';

/** Where everything that a page should know is said once and heard by every event stream that is open. */
export interface EventBus {
  publish(event: ServerEvent): void;
  /** Returns the function that ends it. Listeners must not throw. */
  subscribe(listener: (event: ServerEvent) => void): () => void;
}

export function createEventBus(): EventBus {
  const listeners = new Set<(event: ServerEvent) => void>();
  return {
    publish(event) {
      for (const listener of listeners) listener(event);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
