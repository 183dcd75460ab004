import { commands, image, images } from '../../../sandbox/checks/collectors.ts';
import { bringsFile } from '../../../sandbox/checks/image-facts.ts';
import { ownFiles } from '../../../sandbox/checks/image-files.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { failedBuild, typedBuilds } from '../../../sandbox/checks/typed-builds.ts';

export const base = 'busybox:1.35';
export const hello = 'hello:1';

const shortId = (id: string) => id.replace(/^sha256:/, '').slice(0, 12);
/** Upper case is allowed in a tag, and in nothing before it. */
const hasUpperCase = (name: string) => /[A-Z]/.test(name.replace(/:[^:/]*$/, ''));
const inLowerCase = (name: string) => name.replace(/^[^:]*/, (repository) => repository.toLowerCase());

export const firstBuild = defineStep({
  id: 'first',
  collect: { made: image(hello), own: ownFiles(hello, base), all: images(), typed: commands() },
  judge({ made, own, all, typed }) {
    const has = (path: string) => own?.layers.some((files) => bringsFile(files, path));
    if (made) return has('/app/greeting.txt') && has('/app/size.txt') ? passed() : notYet();
    const failed = failedBuild(typed);
    if (failed) {
      const upper = failed.tags.find(hasUpperCase);
      if (upper !== undefined) return mistake('upper-case', { name: upper, lower: inLowerCase(upper) });
      const [path] = failed.operands;
      if (path === undefined) return mistake('no-path', { typed: typed.at(-1)?.text.trim() ?? '' });
      return /(^|\/)dockerfile$/i.test(path) ? mistake('file-as-path', { path }) : notYet();
    }
    const last = typed.at(-1);
    const build = last?.exitCode === 0 ? typedBuilds([last]).at(-1) : undefined;
    if (!build) return notYet();
    if (build.tags.length === 0) {
      const nameless = all
        .filter(({ tags }) => tags.length === 0)
        .sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt));
      const [newest] = nameless;
      return newest ? mistake('no-tag', { id: shortId(newest.id) }) : notYet();
    }
    const isLatest = build.tags.some((tag) => tag === 'hello' || tag === 'hello:latest');
    return isLatest && all.some(({ tags }) => tags.includes('hello:latest')) ? mistake('latest') : notYet();
  },
  hints: [
    {
      ko: '먼저 `cd ~/hello` 명령어로 폴더에 들어가세요. `docker build`에는 두 가지가 필요해요. `-t` 뒤의 이름, 그리고 맨 끝의 경로예요.',
      en: 'Go into the folder first, with `cd ~/hello`. `docker build` needs two things: a name behind `-t`, and a path at the very end.',
    },
    {
      ko: '지금 있는 폴더를 뜻하는 경로는 점 하나, `.`이에요. `docker build -t hello:1 .`',
      en: 'The path of the folder you are in is a single dot, `.`: `docker build -t hello:1 .`',
    },
  ],
  solution: { commands: ['cd ~/hello', 'docker build -t hello:1 .'] },
  alternatives: {
    'from the home': ['cd', 'docker build -t hello:1 hello'],
    'long form, by the whole path': ['docker image build --tag=hello:1 ~/hello'],
    'buildx, with the file named': ['cd ~/hello', 'docker buildx build . -t hello:1 -f Dockerfile'],
    'the classic builder': ['DOCKER_BUILDKIT=0 docker build -t hello:1 ~/hello'],
    'two names': ['docker build -t hello:1 -t hello:newest ~/hello'],
    'after no name, tagged': [
      'docker build -q ~/hello',
      'docker tag $(docker images -qf dangling=true) hello:1',
    ],
  },
  mistakes: {
    'no-path': {
      commands: ['cd ~/hello', 'docker build -t hello:1'],
      diagnosis: {
        ko: '`{typed}` 명령어에 경로가 없어요. `-t` 바로 뒤의 말은 이름으로 읽히고, 그다음에 빌드 컨텍스트의 경로가 하나 더 있어야 해요. 지금 있는 폴더라면 맨 끝에 한 칸 띄우고 `.`을 붙여 보세요.',
        en: '`{typed}` has no path. The word right behind `-t` is taken for the name, and then one more is needed: the path of the build context. If that is the folder you are in, add a space and a `.` at the end.',
      },
    },
    'file-as-path': {
      commands: ['cd ~/hello', 'docker build -t hello:1 Dockerfile'],
      diagnosis: {
        ko: '경로 자리에 `{path}` 파일을 적었어요. 여기에는 Dockerfile이 아니라 빌드 컨텍스트가 될 폴더를 적어요. Dockerfile은 엔진이 그 폴더에서 알아서 찾아요. `{path}` 대신 `.`을 적어 보세요.',
        en: 'The path you gave is the file `{path}`. What belongs there is not the Dockerfile but the folder that becomes the build context; the Dockerfile is then found in it. Write `.` in place of `{path}`.',
      },
    },
    'upper-case': {
      commands: ['cd ~/hello', 'docker build -t Hello:1 .'],
      diagnosis: {
        ko: '`{name}` 이름에 대문자가 있어요. 이미지 이름에서 리포지터리(repository) 부분은 소문자만 쓸 수 있어서 엔진이 빌드를 시작하지도 않았어요. `{lower}` 이름으로 다시 해 보세요.',
        en: 'There is an upper-case letter in the name `{name}`. The repository part of an image’s name must be lower case, so the build did not even begin. Try `{lower}`.',
      },
    },
    'no-tag': {
      commands: ['cd ~/hello', 'docker build .'],
      diagnosis: {
        ko: '빌드는 됐어요. 그런데 `-t` 옵션이 없어서 `{id}` 이미지가 이름 없이 생겼어요. `docker images` 목록에서는 `<none>`으로 보여요. `docker tag {id} hello:1` 명령어로 이름을 붙이거나, `-t hello:1` 옵션을 넣어 다시 빌드해 보세요.',
        en: 'The build worked, but without `-t` the image `{id}` has no name: `docker images` lists it as `<none>`. Give it one with `docker tag {id} hello:1`, or build again with `-t hello:1`.',
      },
    },
    latest: {
      commands: ['cd ~/hello', 'docker build -t hello .'],
      diagnosis: {
        ko: '이미지가 `hello:latest` 이름으로 생겼어요. 태그(tag)를 적지 않으면 `latest`가 붙거든요. 이 단계는 `hello:1` 이름을 찾아요. `-t hello:1` 옵션으로 다시 빌드해 보세요. 이미 한 일은 다시 하지 않으니 금방 끝나요.',
        en: 'The image is called `hello:latest`: where no tag is written, Docker adds `latest`. This step looks for `hello:1`. Build again with `-t hello:1`; what was done already is not done again, so it is quick.',
      },
    },
  },
  missing: {
    ko: '`~/hello` 폴더에서 빌드한 `hello:1` 이미지를 찾고 있어요.',
    en: 'Looking for an image `hello:1` that was built from `~/hello`.',
  },
  note: {
    ko: '`hello:1` 이미지 안에 컨텍스트에서 온 `/app/greeting.txt` 파일과 빌드 중에 만든 `/app/size.txt` 파일이 있어요.',
    en: 'In `hello:1` are `/app/greeting.txt`, which came from the context, and `/app/size.txt`, which was made during the build.',
  },
});
