import * as z from 'zod/mini';
import { lessonId, mistakeId, sessionId, stepId, terminalId } from './ids.ts';
import { localizedText, richText } from './rich-text.ts';
import { stepVerdict } from './verdict.ts';

/** One stage of making the machine ready (host engine, sandbox image, course images …), in the order they run. */
export const preparationStage = z.object({
  id: z.enum(['host-engine', 'sandbox-image', 'course-images', 'golden-store', 'services']),
  state: z.enum(['waiting', 'running', 'done', 'failed']),
  /** What is being done right now, one line. */
  detail: z.nullish(localizedText),
  /** 0 to 1 where it is known. */
  progress: z.nullish(z.number().check(z.minimum(0), z.maximum(1))),
  elapsedMs: z.nullish(z.number()),
});
export type PreparationStage = z.infer<typeof preparationStage>;

/** `reading-only`: there will be no engine on this machine; `reason` says what is missing and what to do. */
export const preparation = z.object({
  state: z.enum(['preparing', 'ready', 'reading-only']),
  stages: z.array(preparationStage),
  reason: z.nullish(localizedText),
});
export type Preparation = z.infer<typeof preparation>;

export const health = z.object({
  status: z.enum(['ok', 'preparing', 'reading-only']),
  version: z.string(),
  release: z.string(),
  preparation,
  /** Where the course images come from: Docker Hub, or stand-ins built from Debian packages. */
  imageSource: z.nullish(z.enum(['docker-hub', 'stand-in'])),
});
export type Health = z.infer<typeof health>;

/**
 * `frozen`: processes stand still, and go on as soon as the learner does anything. `stopped`: they have ended; files,
 * images and containers are kept, and a lease goes on with them.
 */
export const sessionState = z.enum([
  'none',
  'waiting',
  'starting',
  'ready',
  'frozen',
  'stopped',
  'resetting',
  'failed',
]);
/** What happens to a session that stays unused, told some time before. Any activity puts it off; a lease is one. */
export const comingChange = z.object({
  change: z.enum(['frozen', 'stopped', 'removed']),
  /** Time left when this was sent, by the server's clock. */
  inMs: z.number().check(z.minimum(0)),
});
export const session = z.object({
  id: z.nullish(sessionId),
  state: sessionState,
  /** What is being done while `starting`, what is kept when `stopped`, or what went wrong when `failed`. */
  detail: z.nullish(localizedText),
  terminals: z.array(z.object({ id: terminalId })),
  startedAt: z.nullish(z.iso.datetime()),
  coming: z.nullish(comingChange),
});
export type ComingChange = z.infer<typeof comingChange>;
export type Session = z.infer<typeof session>;

export const stepProgress = z.object({
  lesson: lessonId,
  step: stepId,
  passedAt: z.iso.datetime(),
  /** The lesson's content hash at the time. */
  contentHash: z.string(),
});
export const progress = z.object({ steps: z.array(stepProgress) });
export type Progress = z.infer<typeof progress>;

/** A mistake that was recognised in the learner's work, with the newest diagnosis of it. */
export const metMistake = z.object({
  lesson: lessonId,
  step: stepId,
  mistake: mistakeId,
  diagnosis: localizedText,
  metAt: z.iso.datetime(),
});
export const metMistakes = z.object({ mistakes: z.array(metMistake) });
export type MetMistakes = z.infer<typeof metMistakes>;

/** A lesson opened in the session: its start state is set and its checks run. */
export const openLesson = z.object({
  lesson: lessonId,
  state: z.enum(['preparing', 'open', 'failed']),
  contentHash: z.string(),
  /** The step whose checks run now; null when all have passed. */
  currentStep: z.nullable(stepId),
  /** The last verdict of each step that has one. */
  verdicts: z.array(stepVerdict),
  detail: z.nullish(localizedText),
});
export type OpenLesson = z.infer<typeof openLesson>;

/** `total` hints exist; `hints` are those asked for so far, mildest first. */
export const hintReply = z.object({ index: z.int(), total: z.int(), hint: richText });
export type HintReply = z.infer<typeof hintReply>;

export const solutionReply = z.object({
  /** Shell commands, in order, as one would type them. */
  commands: z.array(z.string()),
  explanation: z.nullish(richText),
});
export type SolutionReply = z.infer<typeof solutionReply>;
