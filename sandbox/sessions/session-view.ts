import { createHash } from 'node:crypto';
import type { Text } from '../checks/lesson.ts';
import { renderText } from '../checks/verdict-text.ts';
import type { ComingChange, Session } from '../contract/http.ts';
import { type SessionId, type TerminalId, terminalId } from '../contract/ids.ts';
import type { LifeState } from './session-life.ts';

/** Where the session stands. `id` is absent while there is none, also after a sandbox that has disappeared. */
export interface SessionStanding {
  id?: SessionId;
  state: Session['state'];
  detail?: Text;
  /** ISO 8601 UTC: when the sandbox was ready first. */
  startedAt?: string;
}

export function viewSession(
  { id, state, detail, startedAt }: SessionStanding,
  coming?: ComingChange,
): Session {
  return {
    state,
    ...(id && { id }),
    ...(detail && { detail: renderText(detail) }),
    ...(startedAt && { startedAt }),
    ...(coming && { coming }),
    // A frozen one is still there to be looked at, and to be typed into.
    terminals: id && (state === 'ready' || state === 'frozen') ? [{ id: terminalOf(id) }] : [],
  };
}

/** Undefined while there is no sandbox that could be used or frozen. */
export function lifeOf({ id, state }: SessionStanding): LifeState | undefined {
  if (!id) return undefined;
  if (state === 'ready') return 'active';
  return state === 'frozen' || state === 'stopped' ? state : undefined;
}

/** A session's first terminal. Another session's has another id, so that no page types into a sandbox it does not show. */
export function terminalOf(session: SessionId): TerminalId {
  return terminalId.parse(createHash('sha256').update(`terminal 1 of ${session}`).digest('hex').slice(0, 12));
}
