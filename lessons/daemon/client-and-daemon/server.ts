import { answerLine, answerPath } from '../../../sandbox/checks/answers.ts';
import { homeFile } from '../../../sandbox/checks/home-files.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { serverParts } from '../../../sandbox/checks/server-parts.ts';

/** What only the engine can say: the half of `docker version` that a client alone does not know. */
export const server = defineStep({
  id: 'server',
  collect: { parts: serverParts(), answer: homeFile(answerPath) },
  judge({ parts, answer }) {
    const line = answerLine(answer)?.replace(/^(runc\b[\s:]*)?(version\s*[:=]?\s*|v(?=\d))?/i, '');
    if (line === undefined) return notYet();
    const wanted = parts.find(({ name }) => name === 'runc');
    if (wanted && isVersion(line, wanted.version)) return passed({ version: wanted.version });
    const other = parts.find(({ name, version }) => name !== 'runc' && isVersion(line, version));
    return other ? mistake('other-part', { version: line, part: other.name }) : notYet();
  },
  hints: [
    {
      ko: '`docker version` 출력의 아래쪽 절반, `Server:`부터 보세요.',
      en: 'Look at the lower half of `docker version`, from `Server:` on.',
    },
    {
      ko: '`runc:` 줄 바로 아래에 있는 `Version:`의 값이에요. 1.1.0이라면 `echo 1.1.0 > ~/answer`라고 쳐요.',
      en: 'It is the value of `Version:` right below `runc:`. If it were 1.1.0, you would type `echo 1.1.0 > ~/answer`.',
    },
  ],
  solution: {
    commands: [
      'docker version',
      `docker version --format '{{range .Server.Components}}{{if eq .Name "runc"}}{{.Version}}{{end}}{{end}}' > ~/answer`,
    ],
  },
  alternatives: {
    'picked out of the lines': ["docker version | grep -A1 runc: | tail -n 1 | awk '{print $2}' > ~/answer"],
  },
  mistakes: {
    'other-part': {
      commands: ["docker version --format '{{.Server.Version}}' > ~/answer"],
      diagnosis: {
        ko: '`{version}` 버전은 `{part}` 부분의 것이에요. `Server` 아래에는 여러 부분이 있고, 각각 버전이 따로 있어요. `runc:` 바로 아래의 `Version:`을 적어 보세요.',
        en: '`{version}` is the version of `{part}`. Several parts stand below `Server`, each with a version of its own. Write the `Version:` right below `runc:`.',
      },
    },
  },
  missing: {
    ko: '`~/answer` 파일에서, 엔진이 쓰는 runc의 버전을 찾고 있어요.',
    en: 'Looking in `~/answer` for the version of runc that the engine uses.',
  },
  note: {
    ko: '엔진은 runc의 `{version}` 버전을 써요. 이것은 엔진만 답할 수 있어요.',
    en: 'The engine uses runc `{version}`. Only the engine could tell.',
  },
});

/** `1.1.15` for `1.1.15+ds1`: what Debian adds may be left out. */
const isVersion = (answer: string, version: string) =>
  answer === version || answer === version.replace(/[+~].*$/, '');
