import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';

/** Lesson texts. Ids are `<chapter>/<lesson>/<language>`; everything else about a lesson is in the manifest. */
const lessons = defineCollection({
  loader: glob({ base: './lessons', pattern: '*/*/{ko,en}.mdx' }),
  schema: z.strictObject({ title: z.string().min(1), description: z.string().min(1) }),
});

export const collections = { lessons };
