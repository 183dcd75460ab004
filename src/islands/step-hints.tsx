import { useState } from 'preact/hooks';
import { apiAddress } from '../../sandbox/contract/addresses.ts';
import { hintReply } from '../../sandbox/contract/http.ts';
import type { StepId } from '../../sandbox/contract/ids.ts';
import type { RichText } from '../../sandbox/contract/rich-text.ts';
import { request } from '../lib/api.ts';
import { say } from '../lib/page.ts';
import { problemText } from '../lib/problem.ts';
import { Rich } from './rich-text.tsx';

/** Hints by degrees, mildest first: each is asked for by itself. */
export function StepHints({ lesson, step, total }: { lesson: string; step: StepId; total: number }) {
  const [hints, setHints] = useState<RichText[]>([]);
  const [problem, setProblem] = useState<string>();

  async function ask() {
    try {
      const reply = await request('GET', apiAddress.hint(lesson, step, hints.length), hintReply);
      setHints([...hints, reply.hint]);
      setProblem(undefined);
    } catch (error) {
      setProblem(problemText(error));
    }
  }

  return (
    <>
      {hints.length < total && (
        <button type="button" class="button" onClick={ask}>
          {say(hints.length === 0 ? 'hint' : 'hintMore', { n: hints.length + 1, total })}
        </button>
      )}
      {hints.length > 0 && (
        <ol class="hints" aria-live="polite">
          {hints.map((hint, index) => (
            <li key={index}>
              <span class="hint-title">{say('hint', { n: index + 1, total })}</span>
              <Rich parts={hint} />
            </li>
          ))}
        </ol>
      )}
      {problem && <p class="problem">{problem}</p>}
    </>
  );
}
