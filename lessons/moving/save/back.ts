import { archives } from '../../../sandbox/checks/archives.ts';
import { commands, containers, events, image } from '../../../sandbox/checks/collectors.ts';
import { lastCall } from '../../../sandbox/checks/last-call.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { diary, named, savedAs, shortId } from './facts.ts';

export const back = defineStep({
  id: 'back',
  collect: {
    files: archives(),
    now: image(diary),
    boxes: containers(),
    happened: events({ type: 'image' }),
    typed: commands(),
  },
  judge({ files, now, boxes, happened, typed }) {
    const saved = savedAs(files, diary);
    const wasDeleted = (id: string) =>
      happened.findIndex((event) => event.action === 'delete' && event.id === id);
    const wasLoaded = (id: string) =>
      happened.findLastIndex((event) => event.action === 'load' && event.id === id);
    if (now) {
      const [gone, loaded] = [wasDeleted(now.id), wasLoaded(now.id)];
      if (gone !== -1 && loaded > gone) return passed({ id: shortId(now.id) });
      if (now.comment.startsWith('Imported')) return mistake('imported', { id: shortId(now.id) });
      const isSaved = saved.some(({ image: each }) => each.id === now.id);
      const user = boxes.find((box) => box.imageId === now.id);
      if (user && lastCall(typed, 'rmi')?.failed)
        return mistake('in-use', { container: user.names[0] ?? '?', state: user.state });
      return gone === -1 && loaded !== -1 && isSaved
        ? mistake('never-gone', { id: shortId(now.id) })
        : notYet();
    }
    const call = lastCall(typed, 'load');
    const [word] = call ? named(call) : [];
    if (call?.failed && word !== undefined && !call.args.some((arg) => /^(-i|--input)/.test(arg)))
      return mistake('no-option', { typed: call.text, file: word });
    const isDeleted = happened.some(({ action }) => action === 'delete');
    return isDeleted && saved.length === 0 && files.length === 0 ? mistake('lost') : notYet();
  },
  hints: [
    {
      ko: '먼저 `docker rmi`로 이미지를 지우고, 그다음에 아카이브를 불러와요. 불러오는 명령어는 `docker load`예요.',
      en: 'First remove the image with `docker rmi`, then bring it back from the archive. The command for that is `docker load`.',
    },
    {
      ko: '`docker rmi diary:1.0`, 이어서 `docker load -i diary.tar`예요. `-i`는 input을 줄인 거예요.',
      en: 'It is `docker rmi diary:1.0`, then `docker load -i diary.tar`. `-i` stands for input.',
    },
  ],
  solution: { commands: ['docker rmi diary:1.0', 'docker load -i diary.tar', 'docker run --rm diary:1.0'] },
  alternatives: {
    'long forms': ['docker image rm diary:1.0', 'docker image load --input diary.tar'],
    'by the shell': ['docker rmi diary:1.0', 'docker load < diary.tar'],
    'by force, in one line': ['docker rmi -f diary:1.0 && cat diary.tar | docker load'],
    'after loading it too early': [
      'docker load -i diary.tar',
      'docker rmi diary:1.0',
      'docker load -qi diary.tar',
    ],
  },
  mistakes: {
    'no-option': {
      commands: ['docker rmi diary:1.0', 'docker load diary.tar'],
      diagnosis: {
        ko: '`{typed}` 명령어를 클라이언트가 거절했어요. `docker load`는 옵션 없이 쓴 낱말을 받지 않아요. 읽을 파일은 `-i`(input) 뒤에 써요. `docker load -i {file}` 명령어를 쳐 보세요.',
        en: 'The client refused `{typed}`: `docker load` takes no plain words. The file to read goes behind `-i` (input). Type `docker load -i {file}`.',
      },
    },
    'never-gone': {
      commands: ['docker load -i diary.tar'],
      diagnosis: {
        ko: '아카이브를 불러왔지만 `{id}` 이미지는 이미 있던 그대로예요. 레이어도 설정도 모두 있어서 엔진이 더할 것이 없었어요. 파일 하나로 되살아나는 것을 보려면 `docker rmi diary:1.0` 명령어로 먼저 지우고 다시 불러와 보세요.',
        en: 'The archive was loaded, but the image `{id}` was there all the time: its layers and settings were known, so nothing was added. To see it come back out of a file, remove it first (`docker rmi diary:1.0`) and load again.',
      },
    },
    'in-use': {
      commands: ['docker run --name reader diary:1.0', 'docker rmi diary:1.0'],
      diagnosis: {
        ko: '엔진이 거절했어요. `{container}` 컨테이너(상태: `{state}`)가 아직 `diary:1.0` 이미지를 쓰고 있어요. `docker rm -f {container}` 명령어로 컨테이너를 지운 다음 다시 해 보세요.',
        en: 'The engine refused: the container `{container}` (state: `{state}`) still uses `diary:1.0`. Remove it with `docker rm -f {container}`, then try again.',
      },
    },
    imported: {
      commands: ['docker rmi diary:1.0', 'docker import diary.tar diary:1.0'],
      diagnosis: {
        ko: '`diary:1.0` 이름의 이미지가 생겼지만 새 이미지 `{id}`예요. `docker import`는 아카이브를 이미지로 읽지 않고, 그 안의 파일들을 레이어 하나에 그대로 넣어요. `docker rmi diary:1.0` 명령어로 지우고 `docker load -i`로 불러와 보세요.',
        en: 'There is a `diary:1.0`, but it is a new image, `{id}`. `docker import` does not read the archive as an image: it puts the files in it into one layer as they are. Remove it (`docker rmi diary:1.0`) and use `docker load -i`.',
      },
    },
    lost: {
      commands: ['rm -f diary.tar', 'docker rmi diary:1.0'],
      diagnosis: {
        ko: '이미지도 지워졌고, 이미지를 담은 아카이브도 홈 디렉터리에 남아 있지 않아요. 불러올 것이 없어요. ‘이 레슨 처음부터’를 누르고, 이번에는 아카이브를 남겨 두세요.',
        en: 'The image is gone, and so is every archive of it in your home: there is nothing to load. Choose “Start this lesson over”, and keep the archive this time.',
      },
    },
  },
  missing: {
    ko: '`diary:1.0` 이미지를 지웠다가 아카이브에서 같은 ID로 불러온 상태를 찾고 있어요.',
    en: 'Looking for `diary:1.0` removed, then brought back from the archive with the same id.',
  },
  note: {
    ko: '지웠던 `{id}` 이미지가 같은 ID와 같은 이름으로 돌아왔어요.',
    en: 'The image `{id}` is back, with the same id and the same name.',
  },
});
