import { image } from '../../../sandbox/checks/collectors.ts';
import { ownFiles } from '../../../sandbox/checks/image-files.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { base, firstMissing } from './facts.ts';
import { dockerfile, tidy } from './one-run.ts';

const made = 'tools:2';
const title = 'org.opencontainers.image.title';

export const signed = defineStep({
  id: 'signed',
  collect: { base: image(base), made: image(made), own: ownFiles(made, base) },
  judge({ base, made, own }) {
    if (!base || !made || !own || firstMissing(own) !== undefined) return notYet();
    const found = made.config.labels[title];
    // A base image may have that label itself.
    if (found !== undefined && found !== '' && found !== base.config.labels[title])
      return passed({ title: found });
    const similar = Object.entries(made.config.labels).find(
      ([key]) => base.config.labels[key] === undefined && key !== title,
    );
    return similar ? mistake('other-key', { key: similar[0] }) : notYet();
  },
  hints: [
    {
      ko: '`LABEL 이름=값` 한 줄을 더하면 돼요. 레이어를 만들지 않으니 어디에 두어도 되지만, 보통 `FROM` 바로 아래에 둬요.',
      en: 'Add one line, `LABEL name=value`. It makes no layer, so it may stand anywhere; most people put it right below `FROM`.',
    },
    {
      ko: '`LABEL org.opencontainers.image.title="tools"`를 더하고 `docker build -t tools:2 .`',
      en: 'Add `LABEL org.opencontainers.image.title="tools"`, then `docker build -t tools:2 .`',
    },
  ],
  solution: {
    commands: ['cd ~/tools', dockerfile(tidy, `LABEL ${title}="tools"`), 'docker build -t tools:2 .'],
  },
  alternatives: {
    'given by the command': [`docker build -q --label ${title}=mine -t tools:2 ~/tools`],
  },
  mistakes: {
    'other-key': {
      commands: ['cd ~/tools', dockerfile(tidy, 'LABEL title="tools"'), 'docker build -t tools:2 .'],
      diagnosis: {
        ko: '`tools:2` 이미지에 `{key}` 레이블이 있어요. 레이블의 이름은 자유지만, 도구들이 알아보는 이름은 약속되어 있어요. 제목은 `org.opencontainers.image.title`이에요. 이 이름으로 다시 빌드해 보세요.',
        en: '`tools:2` has a label `{key}`. Any name is allowed, but tools know the agreed ones, and for a title that is `org.opencontainers.image.title`. Build again with that name.',
      },
    },
  },
  missing: {
    ko: '`org.opencontainers.image.title` 레이블을 단 `tools:2` 이미지를 찾고 있어요.',
    en: 'Looking for `tools:2` with a label `org.opencontainers.image.title`.',
  },
  note: {
    ko: '이 이미지의 제목은 `{title}`이에요.',
    en: 'This image is titled `{title}`.',
  },
});
