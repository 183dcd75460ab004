import { commands, containersOf, image } from '../../../sandbox/checks/collectors.ts';
import { type DockerfileInstruction, readDockerfile } from '../../../sandbox/checks/dockerfile-facts.ts';
import { homeFile } from '../../../sandbox/checks/home-files.ts';
import { layersOnTop, startsSameProgram } from '../../../sandbox/checks/image-facts.ts';
import { ownFiles } from '../../../sandbox/checks/image-files.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { failedBuild } from '../../../sandbox/checks/typed-builds.ts';
import { findFile, jdk, jre, shipped } from './facts.ts';

const dockerfile = (lines: string) => `cat > Dockerfile <<'EOF'\n${lines}\nEOF`;
const building = (name: string) =>
  `FROM eclipse-temurin:17-jdk AS ${name}\nWORKDIR /src\nCOPY Hello.java .\nRUN javac Hello.java\n`;
const shipping = (from: string, base = jre) =>
  `FROM ${base}\nCOPY --from=${from} /src/Hello.class /app/\nCMD ["java", "-cp", "/app", "Hello"]`;
const build = 'docker build -q -t greet:1 .';
const run = 'docker run --name greeting greet:1';

export const twoStages = defineStep({
  id: 'two-stages',
  collect: {
    jdk: image(jdk),
    jre: image(jre),
    made: image(shipped),
    own: ownFiles(shipped, jre),
    boxes: containersOf(shipped),
    dockerfile: homeFile('~/greet/Dockerfile'),
    typed: commands(),
  },
  judge({ jdk, jre, made, own, boxes, dockerfile, typed }) {
    if (failedBuild(typed)) {
      const from = dockerfile.kind === 'text' ? unknownStage(dockerfile.text) : undefined;
      return from ? mistake('wrong-from', from) : notYet();
    }
    if (!jdk || !jre || !made) return notYet();
    // First: one image may stand on the other.
    if (layersOnTop(jdk, made)) return mistake('jdk-shipped', { megabytes: megabytes(made.sizeBytes) });
    if (!own) return notYet();
    const source = findFile(own, /\.java$/);
    if (source !== undefined) return mistake('source-shipped', { path: source });
    // One that was only created has exit code 0 too, but no end.
    const ran = boxes.filter(
      ({ running, endedAt, config }) =>
        !running && endedAt !== undefined && startsSameProgram(config, made.config),
    );
    const failed = ran.find(({ exitCode }) => exitCode !== 0);
    const worked = ran.find(({ exitCode }) => exitCode === 0);
    if (worked) {
      return findFile(own, /\.(class|jar)$/) ? passed({ megabytes: megabytes(made.sizeBytes) }) : notYet();
    }
    return failed ? mistake('fails', { container: failed.name, code: failed.exitCode }) : notYet();
  },
  hints: [
    {
      ko: '`FROM`을 두 번 써요. 첫 번째 스테이지에는 `AS build`처럼 이름을 붙이고, 두 번째 스테이지에서 `COPY --from=build`로 결과만 가져오세요.',
      en: 'Use `FROM` twice. Name the first stage, as in `AS build`, and in the second take only the result, with `COPY --from=build`.',
    },
    {
      ko: '두 번째 스테이지는 세 줄이에요. `FROM eclipse-temurin:17-jre`, `COPY --from=build /src/Hello.class /app/`, `CMD ["java", "-cp", "/app", "Hello"]`',
      en: 'The second stage has three lines: `FROM eclipse-temurin:17-jre`, `COPY --from=build /src/Hello.class /app/`, `CMD ["java", "-cp", "/app", "Hello"]`',
    },
    {
      ko: '빌드한 다음 `docker run --name greeting greet:1`로 한 번 실행해 보세요. `--rm`은 빼고요.',
      en: 'After building, run it once: `docker run --name greeting greet:1`, without `--rm`.',
    },
  ],
  solution: {
    commands: [
      'cd ~/greet',
      dockerfile(building('build') + shipping('build')),
      'docker build -t greet:1 .',
      run,
    ],
  },
  alternatives: {
    'stages by number': [
      'cd ~/greet',
      dockerfile(building('x1') + shipping('0')),
      build,
      'docker run -t greet:1',
    ],
    'after a wrong stage': [
      'cd ~/greet',
      dockerfile(building('build') + shipping('builder')),
      build,
      dockerfile(building('builder') + shipping('builder')),
      build,
      run,
    ],
  },
  mistakes: {
    'wrong-from': {
      commands: ['cd ~/greet', dockerfile(building('build') + shipping('builder')), build],
      diagnosis: {
        ko: '`--from={from}`이라고 썼는데, 위쪽에 그런 이름의 스테이지(stage)가 없어요. 지금 있는 이름은 {stages}예요. 이름을 못 찾으면 빌더는 `{from}`이라는 이미지를 레지스트리에서 찾으려고 해서 오류가 엉뚱해 보여요. `FROM … AS` 뒤의 이름과 똑같이 써 보세요.',
        en: 'You wrote `--from={from}`, and no stage above has that name. Those there are: {stages}. When the builder finds no such stage it looks for an image `{from}` in the registry, which is why the error looks odd. Use exactly the name behind `FROM … AS`.',
      },
    },
    'jdk-shipped': {
      commands: ['cd ~/greet', dockerfile(building('build') + shipping('build', jdk)), build],
      diagnosis: {
        ko: '`greet:1` 이미지의 크기는 {megabytes}이고, 맨 아래 레이어들이 `eclipse-temurin:17-jdk` 이미지의 것이에요. 컴파일러까지 함께 실린 거예요. 마지막 `FROM`이 완성될 이미지를 정해요. 마지막 `FROM`을 `eclipse-temurin:17-jre`로 바꾸고 다시 빌드해 보세요.',
        en: '`greet:1` has {megabytes}, and its lowest layers are those of `eclipse-temurin:17-jdk`: the compiler is on board. The last `FROM` decides what the image is made of. Make it `eclipse-temurin:17-jre` and build again.',
      },
    },
    'source-shipped': {
      commands: [
        'cd ~/greet',
        dockerfile(`${building('build')}${shipping('build')}`.replace('/src/Hello.class /app/', '/src /app')),
        build,
      ],
      diagnosis: {
        ko: '`greet:1` 이미지에 소스 파일 `{path}`까지 들어 있어요. `COPY --from`으로 폴더를 통째로 가져왔기 때문이에요. 실행에 필요한 것은 `Hello.class` 파일 하나예요. 그 파일만 가져와 보세요.',
        en: '`greet:1` also holds the source, `{path}`, because `COPY --from` took the whole folder. All that is needed to run is `Hello.class`. Copy that file alone.',
      },
    },
    fails: {
      commands: [
        'cd ~/greet',
        dockerfile(`${building('build')}${shipping('build')}`.replace('"/app"', '"/src"')),
        build,
        run,
      ],
      diagnosis: {
        ko: '`{container}` 컨테이너가 종료 코드 {code}번으로 끝났어요. 이미지는 만들어졌지만 프로그램이 뜨지 않은 거예요. `docker logs {container}` 명령어로 까닭을 보고, `CMD`의 `-cp` 폴더와 `COPY --from`이 파일을 둔 폴더가 같은지 확인해 보세요.',
        en: 'The container `{container}` ended with code {code}: the image was made, but its program does not run. See why with `docker logs {container}`, and check that the folder behind `-cp` in `CMD` is the one in which `COPY --from` put the file.',
      },
    },
  },
  missing: {
    ko: 'JRE 이미지 위에 `Hello.class` 파일만 얹은 `greet:1` 이미지와, 그 이미지로 문제없이 끝난 컨테이너를 찾고 있어요. (`--rm` 없이 실행하세요.)',
    en: 'Looking for `greet:1`, just `Hello.class` on the JRE image, and for a container of it that ended well. (Run it without `--rm`.)',
  },
  note: {
    ko: '`greet:1` 이미지의 크기는 {megabytes}예요. 컴파일러는 첫 번째 스테이지에 남았어요.',
    en: '`greet:1` has {megabytes}. The compiler stayed behind, in the first stage.',
  },
});

const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;

/** The name in a COPY's `--from` that no stage above has, nor is it an image by its looks; with the names that there are. */
function unknownStage(text: string): { from: string; stages: string } | undefined {
  const stages: string[] = [];
  let count = 0;
  for (const instruction of readDockerfile(text).instructions) {
    if (instruction.keyword === 'FROM') {
      count += 1;
      const name = stageName(instruction);
      if (name !== undefined) stages.push(name);
    }
    const from = instruction.keyword === 'COPY' ? instruction.flags.from : undefined;
    if (from === undefined || /[:/]/.test(from)) continue;
    const isKnown = /^\d+$/.test(from) ? Number(from) < count : stages.includes(from.toLowerCase());
    if (!isKnown) return { from, stages: stages.join(', ') || '–' };
  }
  return undefined;
}

function stageName({ words }: DockerfileInstruction): string | undefined {
  const at = words.findIndex((word) => word.toLowerCase() === 'as');
  return at === -1 ? undefined : words[at + 1]?.toLowerCase();
}
