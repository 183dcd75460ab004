import type { Text } from '../../../sandbox/checks/lesson.ts';

/** Whoever meets it in the first step wants a new container, in the last one perhaps the old one. */
export const takenNameText: Text = {
  ko: '엔진이 거절했어요. `{name}` 이름을 쓰는 컨테이너(상태: `{state}`)가 이미 있거든요. `docker run`은 언제나 새 컨테이너를 만들고, 한 이름은 한 컨테이너만 써요. 새로 만들려면 다른 이름을 쓰거나 `docker rm {name}` 명령어로 예전 것을 지우고, 예전 것을 다시 켜려면 `docker start {name}` 명령어를 쳐 보세요.',
  en: 'The engine refused: a container named `{name}` (state: `{state}`) is there already. `docker run` always makes a new container, and a name belongs to one at a time. For a new one choose another name, or remove the old one with `docker rm {name}`. To have the old one run again, type `docker start {name}`.',
};
