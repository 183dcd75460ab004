import type Dockerode from 'dockerode';
import type { CourseImageArchive } from './course-archive.ts';
import { ensureFromHub } from './hub-images.ts';
import { readImageLock, writeImageLock } from './image-lock.ts';
import type { BuildOptions } from './sandbox-image.ts';
import { ensureStandIns } from './stand-ins.ts';

/**
 * The course images as an archive: what Docker Hub has, else stand-ins. A machine that once made stand-ins stays with them,
 * so that a day with a network changes nothing under learners.
 */
export async function ensureCourseImages(
  docker: Dockerode,
  options: BuildOptions,
): Promise<CourseImageArchive> {
  const lock = await readImageLock(options.cacheDir);
  const fromHub = lock?.source === 'stand-in' ? undefined : await ensureFromHub(docker, options, lock);
  if (fromHub) return fromHub;
  const standIns = await ensureStandIns(options);
  if (!lock) await writeImageLock(options.cacheDir, { source: 'stand-in', digests: {} });
  return standIns;
}
