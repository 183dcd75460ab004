import { commands, history, image } from '../../../sandbox/checks/collectors.ts';
import { readDockerfile } from '../../../sandbox/checks/dockerfile-facts.ts';
import { failedBuildIn } from '../../../sandbox/checks/failed-builds.ts';
import { homeFile, homeFiles } from '../../../sandbox/checks/home-files.ts';
import { ownFiles } from '../../../sandbox/checks/image-files.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { base, jar, javaCall, port, server, tag, write } from './facts.ts';

export const serverImage = defineStep({
  id: 'image',
  collect: {
    made: image(tag),
    own: ownFiles(tag, base),
    rows: history(tag),
    dockerfile: homeFile('~/server/Dockerfile'),
    context: homeFiles('~/server'),
    typed: commands(),
  },
  judge({ made, own, rows, dockerfile, context, typed }) {
    const failed = failedBuildIn('server', typed);
    if (failed && dockerfile.kind === 'text' && context) {
      const given = failed.buildArgs.find(([name]) => name === 'JAR_FILE')?.[1];
      const source = readDockerfile(dockerfile.text)
        .instructions.filter(({ keyword }) => keyword === 'COPY' || keyword === 'ADD')
        .flatMap(({ words, execForm, text }) =>
          text.includes('JAR_FILE') && given ? [given] : (execForm ?? words).slice(0, -1),
        )
        .find((each) => isAbsent(each, context));
      return source === undefined ? notYet() : mistake('wrong-path', { path: source, jar });
    }
    if (!made || !own || !rows) return notYet();
    const { entrypoint, cmd, exposedPorts, volumes } = made.config;
    if (entrypoint[0] === '/bin/sh' && entrypoint[1] === '-c' && /java/.test(entrypoint[2] ?? ''))
      return mistake('shell-form', { line: entrypoint[2] ?? '' });
    const call = javaCall(entrypoint);
    const late = call?.given.find((word) => word.startsWith('-D'));
    if (call && late) return mistake('options-after', { option: late, jar: call.jar });
    const settings = ['-Duser.timezone=Asia/Seoul', '-Dspring.profiles.active=dev'];
    if (!call || cmd.length > 0 || !settings.every((each) => call.options.includes(each))) return notYet();
    const file = own.layers
      .flat()
      .find(({ path, kind }) => kind === 'file' && path === absolute(call.jar, made));
    const isNoted = exposedPorts.includes(port) && volumes.includes('/logs');
    const hasArgument = rows.some(({ createdBy }) => createdBy.startsWith('ARG JAR_FILE'));
    if (!file || !isNoted || !hasArgument) return notYet();
    return passed({ program: entrypoint.join(' '), bytes: file.sizeBytes });
  },
  hints: [
    {
      ko: '지시어는 `FROM`, `EXPOSE`, `ARG`, `VOLUME`, `COPY`, `ENTRYPOINT` 여섯 개예요. jar 파일이 컨텍스트의 어디에 있는지 `find ~/server -type f` 명령어로 확인하세요.',
      en: 'There are six instructions: `FROM`, `EXPOSE`, `ARG`, `VOLUME`, `COPY`, `ENTRYPOINT`. Where in the context is the jar? `find ~/server -type f` tells.',
    },
    {
      ko: '`ARG JAR_FILE=build/libs/greeter-0.0.1-SNAPSHOT.jar`로 경로를 받고 `COPY $JAR_FILE app.jar`로 복사해요.',
      en: 'Take the path with `ARG JAR_FILE=build/libs/greeter-0.0.1-SNAPSHOT.jar` and copy with `COPY $JAR_FILE app.jar`.',
    },
    {
      ko: '`-D`로 시작하는 옵션은 `-jar "/app.jar"` 앞에 와야 해요. `ENTRYPOINT ["java", "-Duser.timezone=Asia/Seoul", "-Dspring.profiles.active=dev", "-jar", "/app.jar"]`예요.',
      en: 'Options that begin with `-D` come before the jar: `ENTRYPOINT ["java", "-Duser.timezone=Asia/Seoul", "-Dspring.profiles.active=dev", "-jar", "/app.jar"]`.',
    },
  ],
  solution: { commands: ['cd ~/server', server(), 'docker build -t greeter:1 .'] },
  alternatives: {
    'the path given while building, -jar first': [
      server({
        path: 'app.jar',
        start:
          'ENTRYPOINT ["java","-jar", "-Duser.timezone=Asia/Seoul", "-Dspring.profiles.active=dev","/app.jar"]',
      }),
      `docker build --build-arg JAR_FILE=${jar} -t greeter:1 ~/server`,
    ],
    'a working directory, ADD': [
      write(
        `FROM ${base}`,
        'WORKDIR /srv',
        `ARG JAR_FILE=/${jar}`,
        'ADD $JAR_FILE greeter.jar',
        'VOLUME /logs',
        'EXPOSE 8091/tcp',
        'ENTRYPOINT ["java", "-Dspring.profiles.active=dev", "-Duser.timezone=Asia/Seoul", "-jar", "greeter.jar"]',
      ),
      'docker build -t greeter:1 ~/server',
    ],
  },
  mistakes: {
    'wrong-path': {
      commands: [server({ path: '/build/lib/greeter.jar' }), 'docker build -t greeter:1 ~/server'],
      diagnosis: {
        ko: '빌드가 실패했어요. 복사하려는 경로는 `{path}`인데, 컨텍스트의 맨 위에서 그 길을 따라가면 파일이 없어요. jar 파일은 `{jar}` 자리에 있어요. `JAR_FILE`의 값을 그 경로로 고쳐서 다시 빌드해 보세요.',
        en: 'The build failed. The path to copy is `{path}`, and following it from the context’s root leads to no file. The jar is at `{jar}`: make that the value of `JAR_FILE` and build again.',
      },
    },
    'options-after': {
      commands: [
        server({
          start:
            'ENTRYPOINT ["java", "-jar", "/app.jar", "-Duser.timezone=Asia/Seoul", "-Dspring.profiles.active=dev"]',
        }),
        'docker build -t greeter:1 ~/server',
      ],
      diagnosis: {
        ko: 'ENTRYPOINT에서 `{option}` 옵션이 `{jar}` 뒤에 있어요. jar 뒤의 낱말은 Java가 읽지 않고 프로그램에게 인자로 넘겨요. 그래서 시간대도 프로필도 바뀌지 않아요. `-D`로 시작하는 것을 모두 jar 앞으로 옮겨서 다시 빌드해 보세요.',
        en: 'In the ENTRYPOINT the option `{option}` stands behind `{jar}`. Java does not read what follows the jar; it hands it to the program as arguments, and neither time zone nor profile changes. Move everything that begins with `-D` in front of the jar and build again.',
      },
    },
    'shell-form': {
      commands: [
        server({
          start: 'ENTRYPOINT java -Duser.timezone=Asia/Seoul -Dspring.profiles.active=dev -jar /app.jar',
        }),
        'docker build -t greeter:1 ~/server',
      ],
      diagnosis: {
        ko: '이미지는 `{line}` 줄을 셸에게 넘겨요. 목록이 아니어서 셸 형식이 됐고, `docker run`에 준 인자가 서버까지 가지 않아요. 대괄호와 곧은 큰따옴표를 쓴 목록으로 고쳐서 다시 빌드해 보세요.',
        en: 'The image hands the line `{line}` to a shell. It is no list, so it became the shell form, in which arguments of `docker run` never reach the server. Write a list, with brackets and straight double quotes, and build again.',
      },
    },
  },
  missing: {
    ko: '여섯 지시어를 모두 갖춘 `greeter:1` 이미지를 찾고 있어요. 8091번 포트, `/logs` 볼륨, `JAR_FILE` 인자, 복사한 jar 파일, 시간대와 프로필을 정하는 ENTRYPOINT가 있어야 해요.',
    en: 'Looking for an image `greeter:1` with all six: port 8091, a volume at `/logs`, the argument `JAR_FILE`, the jar copied in, and an ENTRYPOINT that sets time zone and profile.',
  },
  note: {
    ko: '이미지에 {bytes}바이트짜리 jar 파일이 들어갔고, 컨테이너는 `{program}` 명령어를 실행해요.',
    en: 'The jar of {bytes} bytes is in the image, and a container runs `{program}`.',
  },
});

/** A plain path that leads to nothing in the context. */
function isAbsent(source: string, context: readonly { path: string }[]): boolean {
  const path = source.replace(/^(\.?\/)+/, '').replace(/\/+$/, '');
  const isPlain = /^[\w.-]+(\/[\w.-]+)*$/.test(path) && path !== '.';
  return isPlain && !context.some((entry) => entry.path === path);
}

function absolute(path: string, { config }: { config: { workingDir: string } }): string {
  return path.startsWith('/') ? path : `${config.workingDir.replace(/\/$/, '')}/${path}`;
}
