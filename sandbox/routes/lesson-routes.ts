import * as z from 'zod/mini';
import type { CheckRunner } from '../checks/runner.ts';
import { apiAddress } from '../contract/addresses.ts';
import { hintReply, openLesson, solutionReply } from '../contract/http.ts';
import { type LessonId, lessonId, type SessionId, stepId } from '../contract/ids.ts';
import { stepVerdict } from '../contract/verdict.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { App } from './app-types.ts';
import { readLanguage } from './language.ts';
import { Refusal } from './problem.ts';
import { emptyBody, refusals } from './session-routes.ts';

const part = z.string().check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), z.maxLength(40));
const lessonParams = z.object({ chapter: part, lesson: part });
const stepParams = z.extend(lessonParams, { step: stepId });
const hintParams = z.extend(stepParams, {
  index: z.coerce.number().check(z.int(), z.minimum(0), z.maximum(99)),
});

const lesson = ':chapter/:lesson';
// In a pattern the names of parameters stand where ids do.
const step = ':step' as z.infer<typeof stepId>;
const toLessonId = (params: z.infer<typeof lessonParams>): LessonId =>
  lessonId.parse(`${params.chapter}/${params.lesson}`);

export interface LessonParts {
  sessions: Sessions;
  runner: CheckRunner;
}

export function registerLessonRoutes(app: App, { sessions, runner }: LessonParts): void {
  /** A page that lost its connection opens its lesson again by itself, which is no sign of a learner. Another lesson is. */
  async function findSession(wanted: LessonId): Promise<SessionId> {
    const { id } = sessions.current();
    const open = id ? runner.current(id) : undefined;
    return open?.lesson === wanted ? sessions.readySession() : await sessions.wake();
  }

  app.post(
    apiAddress.openLesson(lesson),
    {
      schema: {
        summary: 'Opens a lesson in the sandbox, with its start state unless it is open already',
        params: lessonParams,
        body: emptyBody,
        response: { 200: openLesson, ...refusals },
      },
    },
    async ({ params }) => {
      const id = toLessonId(params);
      return await runner.open(await findSession(id), id);
    },
  );
  app.post(
    apiAddress.restartLesson(lesson),
    {
      schema: {
        summary: 'Sets the start state again and forgets the verdicts. Progress stays',
        params: lessonParams,
        body: emptyBody,
        response: { 200: openLesson, ...refusals },
      },
    },
    async ({ params }) => await runner.restart(await sessions.wake(), toLessonId(params)),
  );
  app.post(
    apiAddress.check(lesson, step),
    {
      schema: {
        summary: 'Checks a step now',
        params: stepParams,
        body: emptyBody,
        response: { 200: stepVerdict, ...refusals },
      },
    },
    async ({ params }) => await runner.check(await sessions.wake(), toLessonId(params), params.step),
  );
  registerHelp(app, runner);
}

/** Hints and the solution: asked for, never sent along with a lesson. */
function registerHelp(app: App, runner: CheckRunner): void {
  app.get(
    // The same address with a parameter where the number is.
    apiAddress.hint(lesson, step, 0).replace(/0$/, ':index'),
    {
      schema: {
        summary: 'A hint; 0 is the mildest',
        params: hintParams,
        response: { 200: hintReply, ...refusals },
      },
    },
    (request, reply) => {
      const { params } = request;
      reply.header('content-language', readLanguage(request));
      return answer(() => runner.hint(toLessonId(params), params.step, params.index, readLanguage(request)));
    },
  );
  app.get(
    apiAddress.solution(lesson, step),
    {
      schema: {
        summary: 'The solution of a step',
        params: stepParams,
        response: { 200: solutionReply, ...refusals },
      },
    },
    (request, reply) => {
      const { params } = request;
      reply.header('content-language', readLanguage(request));
      return answer(() => runner.solution(toLessonId(params), params.step, readLanguage(request)));
    },
  );
}

/** A handler that is not async must not throw what Fastify would take for a crash of its own. */
async function answer<Value>(ask: () => Value): Promise<Value> {
  const value = ask();
  if (value === undefined) throw new Refusal('not-found');
  return value;
}
