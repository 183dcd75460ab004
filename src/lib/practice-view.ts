import type { Preparation } from '../../sandbox/contract/http.ts';
import type { TerminalId } from '../../sandbox/contract/ids.ts';
import type { LocalizedText } from '../../sandbox/contract/rich-text.ts';
import type { LiveState } from './live-state.ts';

/** What the practice side of a lesson page shows. */
export type PracticeView =
  | { kind: 'connecting' | 'lost' | 'not-signed-in' | 'no-api' }
  | { kind: 'reading-only'; reason: LocalizedText | undefined }
  | { kind: 'preparing'; preparation: Preparation }
  | { kind: 'starting' | 'resetting'; detail: LocalizedText | undefined }
  | { kind: 'failed' | 'stopped'; detail: LocalizedText | undefined }
  | { kind: 'terminal'; terminal: TerminalId };

/** Pure: the same state always shows the same thing. */
export function practiceView({ connection, preparation, session }: LiveState): PracticeView {
  if (connection === 'not-signed-in' || connection === 'no-api') return { kind: connection };
  if (preparation?.state === 'reading-only')
    return { kind: 'reading-only', reason: preparation.reason ?? undefined };
  // A terminal that is open stays open while the connection heals: its screen is worth reading.
  const terminal = session?.terminals[0];
  if (terminal) return { kind: 'terminal', terminal: terminal.id };
  if (connection === 'connecting' || connection === 'lost') return { kind: connection };
  if (preparation?.state === 'preparing') return { kind: 'preparing', preparation };
  const detail = session?.detail ?? undefined;
  if (session?.state === 'failed' || session?.state === 'stopped') return { kind: session.state, detail };
  return { kind: session?.state === 'resetting' ? 'resetting' : 'starting', detail };
}
