import type { PreparationStage } from '../contract/http.ts';
import type { RichText } from '../contract/rich-text.ts';

/** What the person at the terminal reads: few lines, one a stage. */
export interface Console {
  say(line: string): void;
  stage(stage: PreparationStage): void;
  /** Ends the process's life in words: what happened, and what to do. */
  fail(what: string, whatNow: string): void;
}

const stageNames: Record<PreparationStage['id'], string> = {
  'host-engine': 'host engine',
  'sandbox-image': 'sandbox image',
  'course-images': 'course images',
  'golden-store': 'image store of the course',
  services: 'course services',
};

/** A stage that takes longer is said again, so that it never looks dead. */
const reminderMs = 15_000;

export function createConsole(out: NodeJS.WritableStream, errors: NodeJS.WritableStream): Console {
  const reminders = new Map<PreparationStage['id'], NodeJS.Timeout>();
  const say = (line: string) => void out.write(`${line}\n`);
  return {
    say,
    stage({ id, state, elapsedMs }) {
      clearInterval(reminders.get(id));
      const begun = Date.now();
      const took = elapsedMs ? ` (${(elapsedMs / 1000).toFixed(1)} s)` : '';
      if (state === 'running') {
        say(`  … ${stageNames[id]}`);
        const remind = () => say(`  … ${stageNames[id]} (${Math.round((Date.now() - begun) / 1000)} s)`);
        reminders.set(id, setInterval(remind, reminderMs).unref());
      } else if (state !== 'waiting') say(`  ${state === 'done' ? '✓' : '✗'} ${stageNames[id]}${took}`);
    },
    fail: (what, whatNow) => void errors.write(`\nDrydock cannot go on: ${what}\nWhat to do: ${whatNow}\n`),
  };
}

/** A text for learners as a line for the console. */
export const plain = (text: RichText | undefined): string =>
  (text ?? []).map((part) => (part.kind === 'text' ? part.text : `\`${part.text}\``)).join('');
