import { apiAddress } from '../../sandbox/contract/addresses.ts';
import { serverEvent } from '../../sandbox/contract/events.ts';
import { ApiError, api } from './api.ts';
import { backoffMs } from './backoff.ts';
import { applyEvent, type Connection, type LiveState } from './live-state.ts';
import type { Store } from './store.ts';

/**
 * Follows the server's event stream into `store` until closed. A lost connection is tried again, soon at first;
 * an EventSource cannot say why it was refused, so a plain request asks beforehand.
 */
export function followEvents(store: Store<LiveState>): { close(): void } {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let attempt = 0;
  let reloadWhenBack = false;
  let ended = false;

  const setConnection = (connection: Connection) =>
    store.update((state) => (state.connection === connection ? state : { ...state, connection }));

  async function connect() {
    try {
      const progress = await api.progress();
      if (ended) return;
      if (reloadWhenBack) return location.reload();
      store.update((state) => ({ ...state, progress }));
      listen();
    } catch (error) {
      if (!ended) refused(error);
    }
  }

  function refused(error: unknown) {
    const code = error instanceof ApiError ? error.code : 'unreachable';
    if (code === 'not-signed-in') return setConnection('not-signed-in');
    if (code === 'no-api') return setConnection('no-api');
    setConnection('lost');
    later();
  }

  function listen() {
    source = new EventSource(apiAddress.events);
    source.onopen = () => {
      attempt = 0;
      setConnection('live');
    };
    source.onmessage = ({ data }) => take(String(data));
    source.onerror = () => {
      source?.close();
      setConnection('lost');
      later();
    };
  }

  function take(data: string) {
    const event = serverEvent.safeParse(parseJson(data));
    if (!event.success) return console.warn('An event of an unknown shape was left out.', event.error);
    if (event.data.type === 'bye') reloadWhenBack ||= event.data.reload;
    store.update((state) => applyEvent(state, event.data));
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(connect, backoffMs(attempt++));
  }

  /** Back online, or the laptop was opened again: there is no point in waiting. */
  const now = () => {
    if (store.get().connection !== 'lost') return;
    attempt = 0;
    clearTimeout(timer);
    void connect();
  };
  window.addEventListener('online', now);

  void connect();
  return {
    close() {
      ended = true;
      clearTimeout(timer);
      source?.close();
      window.removeEventListener('online', now);
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
