import { answerLine, answerPath } from '../../../sandbox/checks/answers.ts';
import { homeFile } from '../../../sandbox/checks/home-files.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';

/** What does `docker ps` ask the engine for? */
export const tap = defineStep({
  id: 'tap',
  collect: { answer: homeFile(answerPath) },
  judge({ answer }) {
    const line = answerLine(answer);
    if (line === undefined) return notYet();
    // An address may stand in front of it, as curl takes one.
    const path = /(\/[\w./-]*)/.exec(line.replace(/https?:\/\/[^/\s]+/, ''))?.[1] ?? line;
    if (/^(\/v\d+\.\d+)?\/containers\/json$/.test(path)) return passed({ path });
    if (/^(\/v\d+\.\d+)?\/_ping$/.test(path)) return mistake('ping', { path });
    return /^(\/v\d+\.\d+)?\/[a-z]+/.test(path) ? mistake('other-request', { path }) : notYet();
  },
  hints: [
    {
      ko: '`grep -a HTTP ~/tap.log`으로 요청과 응답의 첫 줄만 볼 수 있어요. 요청은 `GET`이나 `HEAD`로 시작하고, 응답은 `HTTP/1.1`로 시작해요.',
      en: '`grep -a HTTP ~/tap.log` shows the first line of each request and each answer. Requests begin with `GET` or `HEAD`, answers with `HTTP/1.1`.',
    },
    {
      ko: '두 번째 요청인 `GET` 줄의 가운데, `/v`로 시작해서 `json`으로 끝나는 부분이에요. `echo /v1.45/… > ~/answer`처럼 적어요.',
      en: 'It is the middle of the second request, the `GET` line: from `/v` to `json`. Write it like this: `echo /v1.45/… > ~/answer`.',
    },
  ],
  solution: {
    commands: [
      'socat -v UNIX-LISTEN:/tmp/tap.sock,fork UNIX-CONNECT:/var/run/docker.sock 2> ~/tap.log &',
      'docker -H unix:///tmp/tap.sock ps',
      'grep -a HTTP ~/tap.log',
      'echo /v1.45/containers/json > ~/answer',
    ],
  },
  alternatives: {
    'the whole line': ['echo "GET /v1.45/containers/json HTTP/1.1" > ~/answer'],
    'without the version': ['echo /containers/json > answer'],
  },
  mistakes: {
    ping: {
      commands: ['echo /_ping > ~/answer'],
      diagnosis: {
        ko: '`{path}` 요청은 첫 번째 요청이 맞아요. 하지만 이것은 클라이언트가 “거기 있나요? 어느 버전인가요?” 하고 묻는 인사예요. 컨테이너 목록은 그다음의 `GET` 요청으로 받아 와요. 그 줄의 경로를 적어 보세요.',
        en: '`{path}` is indeed the first request, but it is only a greeting: is anybody there, and of which version? The list of containers comes by the request after it, the `GET`. Write the path of that one.',
      },
    },
    'other-request': {
      commands: ['echo /v1.45/images/json > ~/answer'],
      diagnosis: {
        ko: '`{path}` 요청은 `docker ps`가 보내는 요청이 아니에요. `docker -H unix:///tmp/tap.sock ps`를 한 번 더 치고, `~/tap.log` 파일의 마지막 `GET` 줄을 보세요.',
        en: '`{path}` is not what `docker ps` asks for. Run `docker -H unix:///tmp/tap.sock ps` once more and look at the last `GET` line in `~/tap.log`.',
      },
    },
  },
  missing: {
    ko: '`~/answer` 파일에서, `docker ps`가 컨테이너 목록을 받아 올 때 쓰는 경로를 찾고 있어요.',
    en: 'Looking in `~/answer` for the path by which `docker ps` gets the list of containers.',
  },
  note: {
    ko: '`docker ps`는 `{path}` 경로를 물어보고 그 답을 표로 그릴 뿐이에요.',
    en: '`docker ps` asks for `{path}` and draws a table of the answer. That is all it does.',
  },
});
