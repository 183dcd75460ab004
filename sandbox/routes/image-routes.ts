import { imagePackagesReply, imagesReply } from '../contract/images.ts';
import type { PreparationBoard } from '../sessions/preparation-board.ts';
import type { App } from './app-types.ts';

/** Without a sign-in: which images the course uses here, from where, and under which licences. */
export function registerImages(app: App, { preparation }: { preparation: PreparationBoard }): void {
  app.get(
    '/api/images',
    { schema: { summary: 'The images of the course in use', response: { 200: imagesReply } } },
    async () => ({ images: [...preparation.contents().images] }),
  );
  app.get(
    '/api/images/packages',
    {
      schema: {
        summary: 'What the images hold, with versions and licences',
        response: { 200: imagePackagesReply },
      },
    },
    async () => ({ packages: [...preparation.contents().packages] }),
  );
}
