import { archives } from '../../../sandbox/checks/archives.ts';
import { commands, image } from '../../../sandbox/checks/collectors.ts';
import { hasTarget, lastCall } from '../../../sandbox/checks/last-call.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { colonTooMany, diary, named, savedAs, savedNameless, shortId, targetOf } from './facts.ts';

export const save = defineStep({
  id: 'save',
  collect: { files: archives(), origin: image(diary), typed: commands() },
  judge({ files, origin, typed }) {
    const [saved] = savedAs(files, diary);
    if (saved) return passed({ file: saved.archive.path, id: shortId(saved.image.id) });
    const nameless = origin && savedNameless(files, origin.id);
    if (nameless) return mistake('by-id', { file: nameless.path, id: shortId(origin.id) });
    const call = lastCall(typed, 'save');
    if (!call?.failed) return notYet();
    const wrong = colonTooMany(call);
    if (wrong !== undefined) return mistake('two-colons', { typed: wrong });
    const target = targetOf(call);
    if (target === diary && !named(call).includes(diary))
      return mistake('turned-round', { file: named(call)[0] ?? '?' });
    return !hasTarget(call) && named(call).includes(diary)
      ? mistake('no-file', { typed: call.text })
      : notYet();
  },
  hints: [
    {
      ko: '이미지를 파일로 저장하는 명령어는 `docker save`예요. 어느 파일에 쓸지는 `-o`(output) 옵션으로 알려 줘요.',
      en: 'The command is `docker save`. The option `-o` (output) says which file to write.',
    },
    {
      ko: '`docker save -o diary.tar diary:1.0`처럼 파일 이름을 먼저, 이미지 이름을 그다음에 써요.',
      en: 'The file first, then the image: `docker save -o diary.tar diary:1.0`.',
    },
  ],
  solution: { commands: ['docker save -o diary.tar diary:1.0', 'ls -lh diary.tar'] },
  alternatives: {
    'long form': ['docker image save --output=backup.tar diary:1.0'],
    'by the shell': ['docker save diary:1.0 > diary.tar'],
    compressed: ['docker save diary:1.0 | gzip > diary.tar.gz'],
    'with another image beside it, into a folder': [
      'mkdir -p moving && docker save -o moving/all.tar busybox:1.35 diary:1.0',
    ],
  },
  mistakes: {
    'no-file': {
      commands: ['docker save diary:1.0'],
      diagnosis: {
        ko: '`{typed}` 명령어에는 어느 파일에 쓸지가 없어요. `docker save`는 따로 말하지 않으면 아카이브를 화면으로 내보내는데, 화면이 깨지지 않도록 클라이언트가 거절했어요. `docker save -o diary.tar diary:1.0`처럼 `-o`와 파일 이름을 붙여 보세요.',
        en: '`{typed}` does not say which file to write. Without one, `docker save` sends the archive to the screen, and the client refused, since a screen can do nothing with it. Add `-o` and a file: `docker save -o diary.tar diary:1.0`.',
      },
    },
    'by-id': {
      commands: ['docker save -o diary.tar $(docker images -q diary:1.0)'],
      diagnosis: {
        ko: '`{file}` 파일에 `{id}` 이미지가 들어 있지만 이름이 없어요. ID로 저장하면 아카이브에 이름이 적히지 않아서, 불러왔을 때 `<none>` 이미지가 돼요. `docker save -o {file} diary:1.0`처럼 이름으로 다시 저장해 보세요.',
        en: 'The image `{id}` is in `{file}`, but without a name. An image that is saved by its id comes back as `<none>`. Save it again by its name: `docker save -o {file} diary:1.0`.',
      },
    },
    'two-colons': {
      commands: ['docker save -o diary.tar diary:1:0'],
      diagnosis: {
        ko: '`{typed}` 이름에는 쌍점(`:`)이 두 개예요. 쌍점은 리포지터리(repository)와 태그(tag)를 한 번만 나눠요. 그래서 엔진이 `invalid reference format`이라고 답했어요. 태그 안의 점은 그냥 점이에요. `diary:1.0` 이름으로 다시 해 보세요.',
        en: '`{typed}` has two colons. One colon parts the repository from the tag, so the engine answered `invalid reference format`. The dot within a tag is a plain dot: try `diary:1.0`.',
      },
    },
    'turned-round': {
      commands: ['docker save -o diary:1.0 diary.tar'],
      diagnosis: {
        ko: '`-o` 바로 뒤에 `diary:1.0`이 있어서, 엔진은 `{file}` 이미지를 `diary:1.0`이라는 파일에 저장하려고 했어요. 그런 이미지는 없어요. `-o` 바로 뒤에는 파일 이름이 와요. 둘의 자리를 바꿔 보세요.',
        en: 'Behind `-o` stood `diary:1.0`, so the engine was asked to save an image `{file}` into a file of that name, and there is no such image. The file’s name goes right behind `-o`: swap the two.',
      },
    },
  },
  missing: {
    ko: '홈 디렉터리에서, `diary:1.0` 이미지가 그 이름과 함께 들어 있는 아카이브 파일을 찾고 있어요.',
    en: 'Looking in your home for an archive that holds `diary:1.0` under that name.',
  },
  note: {
    ko: '`{file}` 파일에 `{id}` 이미지가 이름과 함께 들어 있어요.',
    en: '`{file}` holds the image `{id}`, name included.',
  },
});
