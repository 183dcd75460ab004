import * as z from 'zod/mini';
import { openLesson, preparation, progress, session } from './http.ts';
import { stepVerdict } from './verdict.ts';

/**
 * The one event stream of a page (`GET /api/events`, server-sent events). On connecting, the server sends
 * `preparation`, `session`, `progress` and, if there is one, `lesson`: a client never needs older events.
 */
export const serverEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('preparation'), preparation }),
  z.object({ type: z.literal('session'), session }),
  z.object({ type: z.literal('lesson'), lesson: openLesson }),
  z.object({ type: z.literal('verdict'), verdict: stepVerdict }),
  z.object({ type: z.literal('progress'), progress }),
  /** The server is going away or was upgraded; `reload` when the page is of another release. */
  z.object({ type: z.literal('bye'), reload: z.boolean() }),
]);
export type ServerEvent = z.infer<typeof serverEvent>;
