import { commands, container, containers } from '../../../sandbox/checks/collectors.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import {
  box,
  doneWithoutClient,
  hasBody,
  isUnknown,
  madeByClient,
  methodOf,
  reachedEngine,
  requests,
  saysJson,
  usesSocket,
} from './facts.ts';

const path = /\/containers\/create/;
/** How curl ends when nobody is at the address. */
const couldNotConnect = 7;

/** A container, made without `docker`. */
export const create = defineStep({
  id: 'create',
  collect: { made: container(box), boxes: containers(), typed: commands() },
  judge({ made, boxes, typed }) {
    if (made) {
      if (madeByClient(typed)) return mistake('by-client');
      const at = boxes.find(({ id }) => id === made.id)?.createdAt;
      return doneWithoutClient(typed, path, { needsBody: true, at }) ? passed() : notYet();
    }
    const last = typed.at(-1);
    if (!last || requests([last], path).length === 0) return notYet();
    if (!usesSocket(last))
      return last.exitCode === couldNotConnect ? mistake('no-socket', { code: couldNotConnect }) : notYet();
    if (!reachedEngine(last)) return notYet();
    const method = methodOf(last);
    if (method !== 'POST') return isUnknown(method) ? mistake('method', { method }) : notYet();
    if (!hasBody(last)) return mistake('no-body');
    return saysJson(last) ? notYet() : mistake('no-json');
  },
  hints: [
    {
      ko: '만드는 요청은 `POST`예요. 무엇을 만들지는 JSON으로 적어서 `-d` 뒤에 보내고, 그것이 JSON이라는 것을 헤더로 알려 줘요.',
      en: 'To make something you send a `POST`. What to make is written in JSON behind `-d`, and a header says that it is JSON.',
    },
    {
      ko: "`curl -s --unix-socket /var/run/docker.sock -X POST -H 'Content-Type: application/json' -d '…' 'http://localhost/containers/create?name=by-curl'` 꼴이에요. `…` 자리에 본문의 JSON을 넣으세요. 작은따옴표로 감싸야 셸이 안의 큰따옴표를 건드리지 않아요.",
      en: "It looks like this: `curl -s --unix-socket /var/run/docker.sock -X POST -H 'Content-Type: application/json' -d '…' 'http://localhost/containers/create?name=by-curl'`. Put the JSON of the text in the place of `…`. The single quotes keep the shell away from the double ones.",
    },
  ],
  solution: {
    commands: [
      `curl -s --unix-socket /var/run/docker.sock -X POST -H 'Content-Type: application/json' -d '{"Image":"busybox:1.35","Cmd":["echo","made by curl"]}' 'http://localhost/containers/create?name=by-curl'`,
    ],
  },
  alternatives: {
    'short, with --json': [
      `curl -s --unix-socket /var/run/docker.sock --json '{"Image":"busybox:1.35"}' 'http://localhost/v1.45/containers/create?name=by-curl'`,
    ],
    'from a file': [
      `echo '{"Image":"busybox:1.35","Cmd":["date"]}' > box.json`,
      `curl --unix-socket /run/docker.sock -H 'content-type: application/json' --data @box.json 'localhost/containers/create?name=by-curl'`,
    ],
  },
  mistakes: {
    method: {
      commands: [
        `curl -s --unix-socket /var/run/docker.sock 'http://localhost/containers/create?name=by-curl'`,
      ],
      diagnosis: {
        ko: '`{method}` 요청이 엔진에 닿았지만 엔진은 `page not found`라고 답했어요. 이 경로는 무언가를 만드는 곳이라 `POST`만 받아요. `-X`도 `-d`도 없으면 curl은 읽는 요청인 `GET`을 보내요. `-X POST`와 만들 내용을 붙여 보세요.',
        en: 'A `{method}` request reached the engine, which answered `page not found`. This path makes something, so it takes only a `POST`; without `-X` or `-d`, curl sends a `GET`, which is for reading. Add `-X POST` and what to make.',
      },
    },
    'no-json': {
      commands: [
        `curl -s --unix-socket /var/run/docker.sock -X POST -d '{"Image":"busybox:1.35"}' 'http://localhost/containers/create?name=by-curl'`,
      ],
      diagnosis: {
        ko: "엔진이 내용을 읽지 않았어요. `-d`만 쓰면 curl은 웹 양식(`application/x-www-form-urlencoded`)이라고 알리는데, 엔진은 JSON만 받아요. `-H 'Content-Type: application/json'`을 붙여 보세요.",
        en: "The engine did not read what you sent. With `-d` alone, curl announces a web form (`application/x-www-form-urlencoded`), and the engine takes JSON only. Add `-H 'Content-Type: application/json'`.",
      },
    },
    'no-body': {
      commands: [
        `curl -s --unix-socket /var/run/docker.sock -X POST 'http://localhost/containers/create?name=by-curl'`,
      ],
      diagnosis: {
        ko: '`POST` 요청이 엔진에 닿았지만 내용이 비어 있었어요. 어느 이미지로 만들지 엔진은 알 수 없어요. `-d` 뒤에 `Image`가 든 JSON을 붙이고, JSON이라는 헤더도 붙여 보세요.',
        en: 'The `POST` reached the engine with nothing in it, so it cannot know which image to use. Add JSON with an `Image` behind `-d`, and the header that says that it is JSON.',
      },
    },
    'no-socket': {
      commands: [`curl -s -X POST 'http://localhost/containers/create?name=by-curl'`],
      diagnosis: {
        ko: 'curl이 {code}번 코드로 끝났어요. 소켓을 알려 주지 않아서 `localhost`의 포트로 갔고, 거기에는 아무도 없어요. 엔진은 포트가 아니라 소켓 파일에서 기다려요. `--unix-socket /var/run/docker.sock`을 붙여 보세요.',
        en: 'curl ended with code {code}. Nobody told it about the socket, so it went to a port of `localhost`, where nobody is. The engine waits at a socket file and not at a port: add `--unix-socket /var/run/docker.sock`.',
      },
    },
    'by-client': {
      commands: ['docker create --name by-curl busybox:1.35'],
      diagnosis: {
        ko: '`by-curl` 컨테이너가 생겼지만 `docker` 명령어로 만든 것이에요. 이번에는 클라이언트 없이 해 보는 것이 목표예요. `docker rm by-curl` 명령어로 지우고 curl로 만들어 보세요.',
        en: 'There is a container `by-curl`, but it was made with `docker`. The point is to do without the client. Remove it with `docker rm by-curl` and make it with curl.',
      },
    },
  },
  missing: {
    ko: '엔진에 curl로 보낸 요청으로 만들어진 `by-curl` 컨테이너를 찾고 있어요.',
    en: 'Looking for a container `by-curl`, made by a request that curl sent to the engine.',
  },
  note: {
    ko: '`docker` 없이 컨테이너가 생겼어요. 아직 시작하지는 않았어요.',
    en: 'A container, made without `docker`. It has not started yet.',
  },
});
