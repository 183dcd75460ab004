import { commands, container } from '../../../sandbox/checks/collectors.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import {
  box,
  doneWithoutClient,
  isUnknown,
  methodOf,
  reachedEngine,
  requests,
  startedByClient,
} from './facts.ts';

/** The shell may look the id up. */
const path = /\/containers\/(\$\([^)]*\)|[^\s/]+)\/(start|restart)\b/;

/** The container that curl made, started by curl. */
export const start = defineStep({
  id: 'start',
  collect: { made: container(box), typed: commands() },
  judge({ made, typed }) {
    if (!made) return notYet();
    if (made.running || made.endedAt !== undefined) {
      if (startedByClient(typed, path)) return mistake('by-client');
      return doneWithoutClient(typed, path, { needsBody: false, at: made.endedAt }) ? passed() : notYet();
    }
    const last = typed.at(-1);
    if (!last || requests([last], path).length === 0 || !reachedEngine(last)) return notYet();
    const method = methodOf(last);
    return isUnknown(method) ? mistake('method', { method }) : notYet();
  },
  hints: [
    {
      ko: '시작하는 경로는 `/containers/이름/start`예요. 무언가를 바꾸는 요청이니 이번에도 `POST`예요.',
      en: 'The path is `/containers/NAME/start`. It changes something, so it is a `POST` again.',
    },
    {
      ko: '`curl -s --unix-socket /var/run/docker.sock -X POST http://localhost/containers/by-curl/start`예요. 보낼 내용은 없어도 돼요.',
      en: 'It is `curl -s --unix-socket /var/run/docker.sock -X POST http://localhost/containers/by-curl/start`. Nothing else has to be sent.',
    },
  ],
  solution: {
    commands: [
      'curl -s --unix-socket /var/run/docker.sock -X POST http://localhost/containers/by-curl/start',
      'docker logs by-curl',
    ],
  },
  alternatives: {
    'by id': [
      'curl -si --unix-socket /var/run/docker.sock --request POST localhost/v1.45/containers/$(docker ps -lq)/start',
    ],
    'after the client': [
      'docker start by-curl',
      'curl -s --unix-socket /var/run/docker.sock -X POST http://localhost/containers/by-curl/start',
    ],
  },
  mistakes: {
    method: {
      commands: ['curl -s --unix-socket /var/run/docker.sock http://localhost/containers/by-curl/start'],
      diagnosis: {
        ko: '엔진이 `page not found`라고 답했어요. 경로는 맞지만 `{method}` 요청이었기 때문이에요. 시작하는 것은 읽는 일이 아니라 바꾸는 일이라서 `POST`만 받아요. `-X POST`를 붙여 보세요.',
        en: 'The engine answered `page not found`. The path is right, but it was a `{method}` request. Starting is not reading, it changes something, and only a `POST` may do that: add `-X POST`.',
      },
    },
    'by-client': {
      commands: ['docker start by-curl'],
      diagnosis: {
        ko: '컨테이너가 시작됐지만 `docker start`가 한 일이에요. 끝난 컨테이너는 다시 시작할 수 있으니, 이번에는 curl로 `/containers/by-curl/start` 경로에 `POST`를 보내 보세요.',
        en: 'The container has started, but it was `docker start` that did it. One that has ended can be started again: this time send a `POST` to `/containers/by-curl/start` with curl.',
      },
    },
  },
  missing: {
    ko: 'curl로 시작한 `by-curl` 컨테이너를 찾고 있어요.',
    en: 'Looking for the container `by-curl`, started by curl.',
  },
  note: {
    ko: '만들고 시작하는 일을 모두 `docker` 없이 했어요.',
    en: 'Made and started, both without `docker`.',
  },
});
