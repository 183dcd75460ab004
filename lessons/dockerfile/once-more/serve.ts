import { commands, containersOf } from '../../../sandbox/checks/collectors.ts';
import { ownFiles } from '../../../sandbox/checks/image-files.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { portAnswers } from '../../../sandbox/checks/published-ports.ts';
import { page, tag } from './facts.ts';

export const serve = defineStep({
  id: 'serve',
  collect: {
    own: ownFiles(tag, 'busybox:1.35', [page]),
    boxes: containersOf(tag),
    answers: portAnswers(tag, '8091/tcp', '/'),
    typed: commands(),
  },
  judge({ own, boxes, answers, typed }) {
    const wanted = own?.texts[page]?.trim();
    if (!wanted) return notYet();
    const answer = answers.find(({ body }) => body?.includes(wanted));
    if (answer) return passed({ container: answer.container, port: answer.hostPort });
    const running = boxes.filter((box) => box.running);
    // One that is published rightly as well may be about to answer.
    const [wrong] = running
      .filter(({ ports }) => ports.every(({ container }) => container !== '8091/tcp'))
      .flatMap(({ name, ports }) =>
        ports.map(({ container: inner, host }) => ({ container: name, inner, host })),
      );
    if (wrong) return mistake('other-inner', wrong);
    // In the host's network nothing needs to be published.
    if (typed.some(({ text }) => /--net(work)?[= ]host\b/.test(text))) return notYet();
    const closed = running.find(({ ports }) => ports.length === 0);
    return closed ? mistake('not-published', { container: closed.name }) : notYet();
  },
  hints: [
    {
      ko: '컨테이너를 만들 때 바깥 포트와 안쪽 포트를 이어야 해요. 순서는 `바깥:안`이에요.',
      en: 'When you make the container, join an outer port to the inner one: `OUTER:INNER`.',
    },
    {
      ko: '안쪽은 8091이에요. 바깥은 비어 있는 번호면 무엇이든 괜찮고, `-P`에게 맡겨도 돼요.',
      en: 'The inner one is 8091. Outside, any free number will do, or leave it to `-P`.',
    },
  ],
  solution: { commands: ['docker run -d --name poster -p 9191:8091 poster:1', 'curl localhost:9191'] },
  alternatives: {
    'any free port': ['docker run -d -P poster:1'],
    'other arguments to the entrypoint': ['docker run -d --name poster -p 9192:8091 poster:1 -v -h /www'],
  },
  mistakes: {
    'not-published': {
      commands: ['docker run -d --name poster poster:1'],
      diagnosis: {
        ko: '`{container}` 컨테이너가 돌고 있지만 게시한 포트가 없어요. `EXPOSE`는 포트를 열지 않아요. 이 컨테이너를 지우고, 이번에는 포트를 게시해서 다시 띄워 보세요.',
        en: 'The container `{container}` runs, and none of its ports is published: `EXPOSE` opens none. Remove it and start it again, this time publishing the port.',
      },
    },
    'other-inner': {
      commands: ['docker run -d --name poster -p 8091:9191 poster:1'],
      diagnosis: {
        ko: '`{container}` 컨테이너는 바깥의 {host}번 포트를 안쪽의 `{inner}` 포트와 이었는데, 서버는 8091에서 기다려요. `-p`의 순서는 `바깥:안`이에요. 컨테이너를 지우고 다시 띄워 보세요.',
        en: 'The container `{container}` has the outer port {host} lead to the inner `{inner}`, while the server waits at 8091. `-p` is `OUTER:INNER`. Remove it and start it again.',
      },
    },
  },
  missing: {
    ko: '게시한 포트에서 포스터 페이지를 보여 주는 `poster:1` 컨테이너를 찾고 있어요.',
    en: 'Looking for a container of `poster:1` that shows the poster’s page at a published port.',
  },
  note: {
    ko: '`{container}` 컨테이너가 {port}번 포트에서 포스터를 보여 줬어요.',
    en: 'The container `{container}` showed the poster at port {port}.',
  },
});
