import type { FastifyRequest } from 'fastify';
import { apiAddress } from '../contract/addresses.ts';
import { type TerminalId, terminalId } from '../contract/ids.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { Failure } from '../terminal/control-frames.ts';
import type { TerminalPlace, Terminals } from '../terminal/terminals.ts';
import type { App } from './app-types.ts';
import { readLanguage } from './language.ts';
import { Refusal } from './problem.ts';
import type { SignIn } from './sign-in.ts';

export interface TerminalParts {
  sessions: Sessions;
  signIn: SignIn;
  terminals: Terminals;
}

/** The terminal sockets (`docs/protocol.md`). Host and origin were looked at by the guard. */
export function registerTerminals(app: App, parts: TerminalParts): void {
  app.route({
    method: 'GET',
    // In a pattern the name of a parameter stands where an id does.
    url: apiAddress.terminal(':id' as TerminalId),
    schema: { hide: true },
    handler: async () => {
      throw new Refusal('not-found');
    },
    wsHandler: (socket, request) =>
      parts.terminals.accept({ socket, language: readLanguage(request), place: findPlace(parts, request) }),
  });
}

function findPlace({ signIn, sessions }: TerminalParts, request: FastifyRequest): TerminalPlace | Failure {
  if (!signIn.isSignedIn(request)) return 'not-signed-in';
  const id = terminalId.safeParse((request.params as { id?: unknown }).id);
  return (id.success && sessions.findTerminal(id.data)) || 'unknown-terminal';
}
