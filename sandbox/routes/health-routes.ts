import type { Health, Preparation } from '../contract/http.ts';
import { health, preparation } from '../contract/http.ts';
import type { PreparationBoard } from '../sessions/preparation-board.ts';
import type { App } from './app-types.ts';

export interface HealthParts {
  /** Of `package.json`. */
  version: string;
  /** Of the built site and course. */
  release: string;
  preparation: PreparationBoard;
}

const statusOf: Record<Preparation['state'], Health['status']> = {
  preparing: 'preparing',
  ready: 'ok',
  'reading-only': 'reading-only',
};

/** What everybody on this machine may know, without a sign-in. */
export function registerHealth(app: App, { version, release, preparation: board }: HealthParts): void {
  app.get(
    '/api/health',
    {
      config: { rateLimit: false },
      schema: {
        summary: 'Whether the course is usable, and what is still prepared',
        response: { 200: health },
      },
    },
    async (_request, reply) => {
      const current = board.current();
      const imageSource = board.imageSource();
      return reply.header('cache-control', 'no-store').send({
        status: statusOf[current.state],
        version,
        release,
        preparation: preparation.parse(current),
        ...(imageSource && { imageSource }),
      });
    },
  );
}
