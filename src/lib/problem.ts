import { ApiError } from './api.ts';
import { say } from './page.ts';

/** What a failed request says to the learner: the server's own words where it had any. */
export function problemText(error: unknown): string {
  if (!(error instanceof ApiError)) throw error;
  return error.code === 'unreachable' || error.code === 'no-api' ? say('serverLost') : error.message;
}
