import { ApiError, api } from '../lib/api.ts';

/** Says that course images are stand-ins, where they are: what a learner sees may differ from Docker Hub's. */
export function showImageSource(): void {
  api.health().then(
    ({ imageSource }) => {
      if (imageSource !== 'stand-in') return;
      for (const note of document.querySelectorAll('[data-stand-in]')) note.removeAttribute('hidden');
    },
    (error: unknown) => {
      if (!(error instanceof ApiError)) throw error;
    },
  );
}
