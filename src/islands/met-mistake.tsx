import { apiAddress } from '../../sandbox/contract/addresses.ts';
import { metMistakes } from '../../sandbox/contract/http.ts';
import { lessonAddress } from '../lib/address.ts';
import { request } from '../lib/api.ts';
import { type MetMistake, pickMetMistake, splitDiagnosis } from '../lib/met-question.ts';
import { pageLanguage, say } from '../lib/page.ts';
import { Rich } from './rich-text.tsx';

/** The question for this page, when the learner has met a mistake in an earlier chapter. */
export async function findMetMistake(place: HTMLElement): Promise<MetMistake | undefined> {
  const { earlierChapters = '', lessonPlace = '0' } = place.dataset;
  if (earlierChapters === '') return undefined;
  const mistakes = await request('GET', apiAddress.mistakes, metMistakes);
  return pickMetMistake(mistakes, earlierChapters.split(' '), Number(lessonPlace));
}

/** A diagnosis of an earlier chapter, asked again; it looks like the lesson's own questions. */
export function MetMistakeCard({ met }: { met: MetMistake }) {
  const { seen, why } = splitDiagnosis(met.diagnosis[pageLanguage()]);
  return (
    <details class="card recall">
      <summary>
        <span class="card-kind">{say('metMistake')}</span>
        <div class="card-question">
          <Rich parts={seen} />
          <p>{say('metMistakeQuestion')}</p>
        </div>
      </summary>
      <div class="card-answer">
        <Rich parts={why} />
        <p>
          <a href={`${lessonAddress(pageLanguage(), met.lesson)}#step-${met.step}`}>
            {say('metMistakeWhere')}
          </a>
        </p>
      </div>
    </details>
  );
}
