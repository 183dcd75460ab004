import type { ImageDetails } from '../engine/learner-engine.ts';
import type { Collector } from './evidence.ts';
import { type LayerFile, listLayer } from './layer-files.ts';

/** The image that another one was committed on, with what its own top layer holds. */
export interface ParentImage extends ImageDetails {
  files: LayerFile[];
}

/**
 * The parent of an image, whether it has a name or not; undefined when the image is not there or has none (BuildKit's
 * have none).
 */
export function parentOf(reference: string): Collector<ParentImage | undefined> {
  return {
    kind: 'parent-of',
    async collect({ engine, sandbox, signal }) {
      const child = await engine.image(reference, signal);
      const parent = child?.parentId ? await engine.image(child.parentId, signal) : undefined;
      if (!parent) return undefined;
      const files = parent.topLayerDir ? await listLayer(sandbox, parent.topLayerDir, signal) : [];
      return { ...parent, files };
    },
  };
}
