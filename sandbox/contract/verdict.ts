import * as z from 'zod/mini';
import { lessonId, mistakeId, stepId } from './ids.ts';
import { localizedText } from './rich-text.ts';

/**
 * What a judge said of the learner's own things, by name (`container`, `image`), for the text of the lesson: to be set as
 * text nodes like the values in a diagnosis, and made harmless to read in the same way.
 */
export const verdictValues = z.record(
  z.string().check(z.regex(/^[a-zA-Z][a-zA-Z0-9]{0,39}$/)),
  z.string().check(z.maxLength(4_000)),
);

/**
 * What evidence means for a step. `not-yet` is neutral and silent; `could-not-run` says why a check gave no
 * answer and never means that the learner was wrong.
 */
export const verdict = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('passed'),
    note: z.optional(localizedText),
    values: z.optional(verdictValues),
  }),
  z.object({ status: z.literal('mistake'), mistake: mistakeId, diagnosis: localizedText }),
  z.object({ status: z.literal('not-yet'), missing: z.optional(localizedText) }),
  z.object({ status: z.literal('could-not-run'), reason: localizedText, willRetry: z.boolean() }),
]);
export type Verdict = z.infer<typeof verdict>;

/** A verdict that came by itself (observation) or because the learner asked. */
export const stepVerdict = z.object({
  lesson: lessonId,
  step: stepId,
  verdict,
  trigger: z.enum(['command', 'engine-event', 'request', 'open']),
  /** Server clock, ISO 8601 UTC. */
  at: z.iso.datetime(),
});
export type StepVerdict = z.infer<typeof stepVerdict>;
