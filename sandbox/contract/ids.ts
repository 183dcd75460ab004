import * as z from 'zod/mini';

/** Lower-case words joined by hyphens: how chapters, lessons, steps and mistakes are named. */
const slug = z.string().check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), z.maxLength(40));

/** `<chapter>/<lesson>`, as in the page's address and in the folder under `lessons/`. */
export const lessonId = z
  .string()
  .check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/), z.maxLength(81))
  .brand<'LessonId'>();
export type LessonId = z.infer<typeof lessonId>;

export const stepId = slug.brand<'StepId'>();
export type StepId = z.infer<typeof stepId>;

export const mistakeId = slug.brand<'MistakeId'>();
export type MistakeId = z.infer<typeof mistakeId>;

/** A learner's lease on a sandbox. Lower-case letters and digits, so that it can stand in a container's name. */
export const sessionId = z
  .string()
  .check(z.regex(/^[a-z0-9]{12,32}$/))
  .brand<'SessionId'>();
export type SessionId = z.infer<typeof sessionId>;

/** One shell of a session. */
export const terminalId = z
  .string()
  .check(z.regex(/^[a-z0-9]{1,16}$/))
  .brand<'TerminalId'>();
export type TerminalId = z.infer<typeof terminalId>;

export const learnerId = z
  .string()
  .check(z.regex(/^[a-z0-9-]{1,64}$/))
  .brand<'LearnerId'>();
export type LearnerId = z.infer<typeof learnerId>;

export const language = z.enum(['ko', 'en']);
export type Language = z.infer<typeof language>;
