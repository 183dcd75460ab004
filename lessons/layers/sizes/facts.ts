import type { ImageDetails } from '../../../sandbox/checks/evidence.ts';
import { layersOnTop } from '../../../sandbox/checks/image-facts.ts';

export const base = 'redis:7.0';
export const first = 'redis-custom:first';
export const second = 'redis-custom:second';
export const third = 'redis-custom:third';

const MB = 1e6;

export interface Sizes {
  /** What `docker images` prints for each, in megabytes. */
  base: number;
  first: number;
  second: number;
  /** What the disk holds: each layer once. */
  together: number;
}

/** Undefined when the images do not stand on one another as in the start state: then no answer can be told. */
export function sizesOf(
  images: Record<typeof base | typeof first | typeof second, ImageDetails | undefined>,
): Sizes | undefined {
  const [origin, one, two] = [images[base], images[first], images[second]];
  if (!origin || !one || !two) return undefined;
  const isStack = layersOnTop(origin, one)?.length && layersOnTop(one, two)?.length;
  if (!isStack) return undefined;
  return {
    base: origin.sizeBytes / MB,
    first: one.sizeBytes / MB,
    second: two.sizeBytes / MB,
    // The third holds all layers of the other two.
    together: two.sizeBytes / MB,
  };
}

/** Printed sizes have three digits, and sums of them add up the roundings. */
export function isNear(answer: number, wanted: number, tolerance: number): boolean {
  return Math.abs(answer - wanted) <= tolerance;
}

/** As `docker images` rounds. */
export function shown(megabytes: number): string {
  return `${Number(megabytes.toPrecision(3))}MB`;
}
