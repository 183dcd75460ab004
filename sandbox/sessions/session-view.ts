import { createHash } from 'node:crypto';
import type { Text } from '../checks/lesson.ts';
import { renderText } from '../checks/verdict-text.ts';
import type { Session } from '../contract/http.ts';
import { type SessionId, type TerminalId, terminalId } from '../contract/ids.ts';

/** Where the session stands. `id` is absent while there is none, also after a sandbox that has disappeared. */
export interface SessionStanding {
  id?: SessionId;
  state: Session['state'];
  detail?: Text;
  /** ISO 8601 UTC: when the sandbox was ready first. */
  startedAt?: string;
}

export function viewSession({ id, state, detail, startedAt }: SessionStanding): Session {
  return {
    state,
    ...(id && { id }),
    ...(detail && { detail: renderText(detail) }),
    ...(startedAt && { startedAt }),
    terminals: id && state === 'ready' ? [{ id: terminalOf(id) }] : [],
  };
}

/** A session's first terminal. Another session's has another id, so that no page types into a sandbox it does not show. */
export function terminalOf(session: SessionId): TerminalId {
  return terminalId.parse(createHash('sha256').update(`terminal 1 of ${session}`).digest('hex').slice(0, 12));
}
