import type { Health, Preparation, PreparationStage } from '../contract/http.ts';
import type { ImageInUse, ImagePackage } from '../contract/images.ts';
import type { LocalizedText } from '../contract/rich-text.ts';
import type { EventBus } from './event-bus.ts';

/** In the order in which they are shown. */
const stageIds: readonly PreparationStage['id'][] = [
  'host-engine',
  'sandbox-image',
  'course-images',
  'golden-store',
  'services',
];

/** The course images in use, and what is in them. */
export interface ImageContents {
  images: readonly ImageInUse[];
  packages: readonly ImagePackage[];
}

/** How far the machine is prepared, told to every page. */
export class PreparationBoard {
  readonly #events: EventBus;
  #preparation: Preparation = {
    state: 'preparing',
    stages: stageIds.map((id) => ({ id, state: 'waiting' })),
  };
  #imageSource: Health['imageSource'];
  #contents: ImageContents = { images: [], packages: [] };

  constructor(events: EventBus) {
    this.#events = events;
  }

  current(): Preparation {
    return this.#preparation;
  }

  imageSource(): Health['imageSource'] {
    return this.#imageSource;
  }

  setStage(stage: PreparationStage): void {
    const stages = this.#preparation.stages.map((each) => (each.id === stage.id ? stage : each));
    this.#set({ ...this.#preparation, stages });
  }

  contents(): ImageContents {
    return this.#contents;
  }

  setReady(imageSource: Health['imageSource'], contents?: ImageContents): void {
    this.#imageSource = imageSource;
    if (contents) this.#contents = contents;
    this.#set({ ...this.#preparation, state: 'ready' });
  }

  /** There will be no engine; `reason` says what is missing and what to do. */
  setReadingOnly(reason: LocalizedText): void {
    this.#set({ ...this.#preparation, state: 'reading-only', reason });
  }

  #set(preparation: Preparation): void {
    this.#preparation = preparation;
    this.#events.publish({ type: 'preparation', preparation });
  }
}
