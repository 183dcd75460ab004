import * as z from 'zod/mini';
import { apiAddress } from '../contract/addresses.ts';
import { errorBody } from '../contract/errors.ts';
import { metMistakes, progress, type Session, session } from '../contract/http.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { App } from './app-types.ts';

/** Nothing is sent along: an empty body or an empty object. */
export const emptyBody = z.nullish(z.strictObject({}));
/** What may come instead of the reply. */
export const refusals = { '4xx': errorBody, '5xx': errorBody };

/** 202 while it goes on; the event stream says how. */
const statusOf = (current: Session) =>
  ['waiting', 'starting', 'frozen', 'stopped', 'resetting'].includes(current.state) ? 202 : 200;
const replies = { 200: session, 202: session, ...refusals };

export function registerSessionRoutes(app: App, sessions: Sessions): void {
  app.get(
    apiAddress.session,
    { schema: { summary: "The learner's session as it is", response: { 200: session, ...refusals } } },
    () => sessions.current(),
  );
  app.post(
    apiAddress.session,
    {
      schema: {
        summary:
          'Leases a sandbox; tries again when the last one failed, and goes on with one that rests. Counts as activity, which puts off what is coming; harmless otherwise',
        body: emptyBody,
        response: replies,
      },
    },
    async (_request, reply) => {
      const leased = await sessions.lease();
      return reply.code(statusOf(leased)).send(leased);
    },
  );
  app.post(
    apiAddress.resetSession,
    {
      schema: {
        summary: 'Removes the sandbox with everything in it and makes a new one. Progress stays',
        body: emptyBody,
        response: replies,
      },
    },
    async (_request, reply) => {
      const next = await sessions.reset();
      return reply.code(statusOf(next)).send(next);
    },
  );
  app.get(
    apiAddress.progress,
    {
      schema: { summary: 'The steps that the learner has passed', response: { 200: progress, ...refusals } },
    },
    () => sessions.progress(),
  );
  app.get(
    apiAddress.mistakes,
    {
      schema: {
        summary:
          "Mistakes that were recognised in the learner's work, newest first, for questions in later lessons",
        response: { 200: metMistakes, ...refusals },
      },
    },
    () => sessions.mistakes(),
  );
}
