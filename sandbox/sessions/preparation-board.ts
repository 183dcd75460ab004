import type { Health, Preparation, PreparationStage } from '../contract/http.ts';
import type { LocalizedText } from '../contract/rich-text.ts';
import type { EventBus } from './event-bus.ts';

/** In the order in which they are shown. */
const stageIds: readonly PreparationStage['id'][] = [
  'host-engine',
  'sandbox-image',
  'course-images',
  'golden-store',
];

/** How far the machine is prepared, told to every page. */
export class PreparationBoard {
  readonly #events: EventBus;
  #preparation: Preparation = {
    state: 'preparing',
    stages: stageIds.map((id) => ({ id, state: 'waiting' })),
  };
  #imageSource: Health['imageSource'];

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

  setReady(imageSource: Health['imageSource']): void {
    this.#imageSource = imageSource;
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
