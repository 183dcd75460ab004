import type { LessonId } from '../contract/ids.ts';
import type { LessonDefinition } from './lesson.ts';

/** A lesson as the server knows it. */
export interface CatalogueLesson {
  id: LessonId;
  /** The lesson's folder, absolute. */
  folder: string;
  /** Of `lesson.ts`, both texts and `files/`: stored with every verdict. */
  contentHash: string;
  definition: LessonDefinition;
}

/** The lessons of the course, in its order. */
export interface LessonCatalogue {
  readonly lessons: readonly CatalogueLesson[];
  find(id: LessonId): CatalogueLesson | undefined;
}
