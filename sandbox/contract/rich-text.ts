import * as z from 'zod/mini';
import { language } from './ids.ts';

/**
 * A short text for a learner, as parts that a page sets as text nodes: whatever a learner's engine said
 * arrives as a `value` and is never read as markup.
 */
export const richText = z.array(
  z.object({
    kind: z.enum(['text', 'code', 'value']),
    text: z.string().check(z.maxLength(4_000)),
  }),
);
export type RichText = z.infer<typeof richText>;

/** The same text in both languages. */
export const localizedText = z.record(language, richText);
export type LocalizedText = z.infer<typeof localizedText>;
