import { useState } from 'preact/hooks';
import { apiAddress } from '../../sandbox/contract/addresses.ts';
import { type SolutionReply, solutionReply } from '../../sandbox/contract/http.ts';
import type { StepId } from '../../sandbox/contract/ids.ts';
import { request } from '../lib/api.ts';
import { say } from '../lib/page.ts';
import { problemText } from '../lib/problem.ts';
import { QuestionDialog } from './question-dialog.tsx';
import { Rich } from './rich-text.tsx';

/** The reference solution, after one question: what is found by oneself stays longer. */
export function StepSolution({ lesson, step }: { lesson: string; step: StepId }) {
  const [asking, setAsking] = useState(false);
  const [solution, setSolution] = useState<SolutionReply>();
  const [problem, setProblem] = useState<string>();

  async function show() {
    try {
      setSolution(await request('GET', apiAddress.solution(lesson, step), solutionReply));
      setProblem(undefined);
    } catch (error) {
      setProblem(problemText(error));
    }
  }

  if (solution) return <Solution solution={solution} />;
  return (
    <>
      <button type="button" class="button quiet" onClick={() => setAsking(true)}>
        {say('solution')}
      </button>
      {asking && (
        <QuestionDialog
          title={say('solutionQuestion')}
          yes={say('solutionShow')}
          onYes={show}
          onClose={() => setAsking(false)}
        >
          <p>{say('solutionWarning')}</p>
        </QuestionDialog>
      )}
      {problem && <p class="problem">{problem}</p>}
    </>
  );
}

function Solution({ solution }: { solution: SolutionReply }) {
  return (
    <div class="solution" aria-live="polite">
      <p class="verdict-title">{say('solutionTitle')}</p>
      <pre>
        <code>{solution.commands.join('\n')}</code>
      </pre>
      {solution.explanation && <Rich parts={solution.explanation} />}
    </div>
  );
}
