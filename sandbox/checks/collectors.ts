import type {
  ContainerDetails,
  ContainerSummary,
  EngineEvent,
  FileChange,
  HistoryRow,
  ImageDetails,
  ImageSummary,
} from '../engine/learner-engine.ts';
import { type Collector, CouldNotCollect } from './evidence.ts';
import { type LayerFile, listLayer, listLayers } from './layer-files.ts';
import type { TypedCommand } from './record.ts';
import { listVolumes, type VolumeState } from './volume-files.ts';

/** The newest containers that `containersOf` looks into: each costs two requests. */
const maxContainersLookedInto = 20;
/** Images and volumes whose files are listed: a mistake is in the newest. */
const maxLookedInto = 4;

/**
 * What a step may ask for, by name. Each factory makes a collector, and the judge gets the parsed value:
 *
 *     defineStep({
 *       id: 'first',
 *       collect: {
 *         base: image('redis:7.0'),                  // ImageDetails | undefined
 *         first: image('redis-custom:first'),        // undefined: there is none
 *         files: topLayerFiles('redis-custom:first'), // LayerFile[] | undefined
 *         changed: containersOf('redis:7.0'),        // ContainerState[]: details and changes, newest first
 *         volumes: volumesOf('redis:7.0'),           // VolumeState[]: what lies in volumes, so in no layer
 *         commits: childrenOf('redis:7.0'),          // ChildImage[]: committed images by whatever name, newest first
 *         removals: events({ type: 'image' }),       // EngineEvent[] since the start state, oldest first
 *         typed: commands(),                         // TypedCommand[]: for diagnoses only, a learner can forge it
 *       },
 *       judge: ({ base, first, files }) => …
 *     })
 *
 * Values are bounded and frozen. A collector that cannot tell throws `CouldNotCollect`; that something is not there is a
 * value (`undefined` or an empty list), never an error.
 */
export function image(reference: string): Collector<ImageDetails | undefined> {
  return { kind: 'image', collect: ({ engine, signal }) => engine.image(reference, signal) };
}

/** Several images by name, for judges that compare them. */
export function imagesNamed<const Name extends string>(
  references: readonly Name[],
): Collector<Record<Name, ImageDetails | undefined>> {
  return {
    kind: 'images-named',
    async collect({ engine, signal }) {
      const found = await Promise.all(
        references.map(async (name) => [name, await engine.image(name, signal)] as const),
      );
      // fromEntries forgets which keys it was given.
      return Object.fromEntries(found) as Record<Name, ImageDetails | undefined>;
    },
  };
}

/** Newest row first, as `docker history` prints it. */
export function history(reference: string): Collector<HistoryRow[] | undefined> {
  return { kind: 'history', collect: ({ engine, signal }) => engine.history(reference, signal) };
}

/** As `docker images` lists them; nameless parents too when `all`. */
export function images(options: { all?: boolean } = {}): Collector<ImageSummary[]> {
  return { kind: 'images', collect: ({ engine, signal }) => engine.images({ ...options, signal }) };
}

/** Running or not. */
export function containers(): Collector<ContainerSummary[]> {
  return { kind: 'containers', collect: ({ engine, signal }) => engine.containers(signal) };
}

export function container(reference: string): Collector<ContainerDetails | undefined> {
  return { kind: 'container', collect: ({ engine, signal }) => engine.container(reference, signal) };
}

/** What a container's writable layer holds. A file in a volume is not there. */
export function changes(reference: string): Collector<FileChange[] | undefined> {
  return { kind: 'changes', collect: ({ engine, signal }) => engine.changes(reference, signal) };
}

/** A container with what its writable layer holds. */
export interface ContainerState extends ContainerDetails {
  createdAt: string;
  changes: FileChange[];
}

/** The newest containers made from an image, running or not, newest first. Empty when the image is not there. */
export function containersOf(reference: string): Collector<ContainerState[]> {
  return {
    kind: 'containers-of',
    async collect({ engine, signal }) {
      const base = await engine.image(reference, signal);
      if (!base) return [];
      const summaries = (await engine.containers(signal))
        .filter((each) => each.imageId === base.id)
        .sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt))
        .slice(0, maxContainersLookedInto);
      const states = summaries.map(async (summary): Promise<ContainerState | undefined> => {
        const [details, changed] = await Promise.all([
          engine.container(summary.id, signal),
          engine.changes(summary.id, signal),
        ]);
        // Removed since the list was made.
        return details && changed && { ...details, createdAt: summary.createdAt, changes: changed };
      });
      return (await Promise.all(states)).filter((state) => state !== undefined);
    },
  };
}

/** The volumes of the newest containers made from an image, with what lies at their top. */
export function volumesOf(reference: string): Collector<VolumeState[]> {
  return {
    kind: 'volumes-of',
    async collect(context) {
      const made = await containersOf(reference).collect(context);
      return listVolumes(context.sandbox, made.slice(0, maxLookedInto), context.signal);
    },
  };
}

/** An image with what its own layers hold at the top; `files` is empty when it has no layer of its own. */
export interface ChildImage extends ImageDetails {
  files: LayerFile[];
}

/**
 * The newest images whose parent is `reference`, whatever their name: committed ones, or the classic builder's. An image
 * built by BuildKit has no parent.
 */
export function childrenOf(reference: string): Collector<ChildImage[]> {
  return {
    kind: 'children-of',
    async collect({ engine, sandbox, signal }) {
      const base = await engine.image(reference, signal);
      if (!base) return [];
      const summaries = (await engine.images({ all: true, signal }))
        .filter((each) => each.parentId === base.id)
        .sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt))
        .slice(0, maxLookedInto);
      const found = await Promise.all(summaries.map(({ id }) => engine.image(id, signal)));
      const children = found.filter((child) => child !== undefined);
      const ownDir = ({ layers, topLayerDir }: ImageDetails) =>
        layers.length > base.layers.length ? topLayerDir : undefined;
      const folders = children.map(ownDir).filter((folder) => folder !== undefined);
      const lists = await listLayers(sandbox, folders, signal);
      return children.map((child) => ({ ...child, files: lists.get(ownDir(child) ?? '') ?? [] }));
    },
  };
}

/**
 * What an image's top layer holds, deletions included; undefined when the image is not there. An image that was
 * committed without a change has no layer of its own: its top layer is then its base's, so compare `layers` first.
 */
export function topLayerFiles(reference: string): Collector<LayerFile[] | undefined> {
  return {
    kind: 'top-layer-files',
    async collect({ engine, sandbox, signal }) {
      const found = await engine.image(reference, signal);
      if (!found) return undefined;
      return found.topLayerDir ? await listLayer(sandbox, found.topLayerDir, signal) : [];
    },
  };
}

/** Events of the learner engine since the start state was set, oldest first. */
export function events(only: { type?: string; action?: string } = {}): Collector<EngineEvent[]> {
  return {
    kind: 'events',
    async collect(context) {
      if (context.eventsMissed) {
        throw new CouldNotCollect('events-missed', 'events of the learner engine may be missing');
      }
      return context.events.filter(
        (event) =>
          (only.type === undefined || event.type === only.type) &&
          (only.action === undefined || event.action === only.action),
      );
    },
  };
}

/** Commands typed since the start state was set, oldest first. Practice-grade: never proof where there is engine state. */
export function commands(): Collector<TypedCommand[]> {
  return { kind: 'commands', collect: async (context) => [...context.commands] };
}
