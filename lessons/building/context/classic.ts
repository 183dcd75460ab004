import { type AmountAnswer, answerAmount, answerPath } from '../../../sandbox/checks/answers.ts';
import { buildContext, type ContextEntry } from '../../../sandbox/checks/build-context.ts';
import { buildRecord, byBuildKit } from '../../../sandbox/checks/build-record.ts';
import { image } from '../../../sandbox/checks/collectors.ts';
import { homeFile } from '../../../sandbox/checks/home-files.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';

const made = 'dock:classic';
const block = 512;
const classic = 'DOCKER_BUILDKIT=0 docker build -t dock:classic .';

export const withClassic = defineStep({
  id: 'classic',
  collect: {
    made: image(made),
    rows: buildRecord(made),
    context: buildContext('dock'),
    answer: homeFile(answerPath, { maxBytes: 1_000 }),
  },
  judge({ made, rows, context, answer }) {
    if (!made || !rows) return notYet();
    if (byBuildKit(rows)) return mistake('by-buildkit');
    const amount = answerAmount(answer);
    if (!amount || !context) return notYet();
    const sent = tarBytes(context);
    const values = { answer: shown(amount), sent: megabytes(sent) };
    // A short answer is a rounded one: 12 for 12.01.
    if (near(amount.bytes, sent, 0.02)) return passed({ sent: values.sent });
    if (near(amount.bytes, made.sizeBytes, 0.02))
      return mistake('image-size', { answer: shown(amount), image: megabytes(made.sizeBytes) });
    return amount.bytes < 100_000 ? mistake('transferred', { answer: shown(amount) }) : notYet();
  },
  hints: [
    {
      ko: '명령어 앞에 `DOCKER_BUILDKIT=0`을 붙이면 그 명령어 하나만 예전 빌더로 실행돼요.',
      en: 'With `DOCKER_BUILDKIT=0` in front, that one command is carried out by the classic builder.',
    },
    {
      ko: '`Sending build context to Docker daemon` 뒤에 크기가 있어요. 이를테면 그것이 34.56MB라면 `echo 34.56MB > ~/answer`예요.',
      en: 'The size stands behind `Sending build context to Docker daemon`. If it were 34.56MB: `echo 34.56MB > ~/answer`.',
    },
  ],
  solution: {
    commands: [
      'cd ~/dock',
      classic,
      "DOCKER_BUILDKIT=0 docker build . 2>/dev/null | sed -n 's/.*Docker daemon *//p' > ~/answer",
    ],
    explanation: {
      ko: '마지막 줄은 출력에서 크기만 골라 답으로 적어요. 눈으로 읽고 `echo`로 적어도 똑같아요.',
      en: 'The last line picks the size out of the output. Reading it and writing it down with `echo` is just as good.',
    },
  },
  alternatives: {
    rounded: [`cd ~/dock && ${classic}`, 'echo 12 > ~/answer'],
    'with a unit': [`cd ~/dock && ${classic}`, 'echo "12.0 MB" > ~/answer'],
    'exported for the shell': [
      'cd ~/dock && export DOCKER_BUILDKIT=0',
      'docker build -t dock:classic .',
      'unset DOCKER_BUILDKIT',
      'echo 12MB > ~/answer',
    ],
  },
  mistakes: {
    'by-buildkit': {
      commands: ['cd ~/dock', 'docker build -t dock:classic .'],
      diagnosis: {
        ko: '`dock:classic` 이미지는 BuildKit이 만들었어요. 기록에 `buildkit.dockerfile.v0`라고 적혀 있거든요. 이 단계는 예전 빌더가 얼마나 보내는지를 봐요. 명령어 앞에 `DOCKER_BUILDKIT=0`을 한 칸 띄워 붙이고 다시 빌드해 보세요.',
        en: '`dock:classic` was made by BuildKit: its record says `buildkit.dockerfile.v0`. This step is about how much the classic builder sends. Put `DOCKER_BUILDKIT=0` and a space in front of the command and build again.',
      },
    },
    'image-size': {
      commands: [`cd ~/dock && ${classic}`, "docker images --format '{{.Size}}' dock:classic > ~/answer"],
      diagnosis: {
        ko: '`{answer}`는 완성된 이미지의 크기({image})예요. 찾는 것은 빌드를 시작할 때 보낸 빌드 컨텍스트의 크기예요. 둘은 다른 것이라서 컨텍스트가 이미지보다 클 수도 있어요. `Sending build context` 줄을 보세요.',
        en: '`{answer}` is the size of the finished image ({image}). What is asked for is the size of the build context that was sent when the build began. The two differ, and the context may well be the bigger one. Look for `Sending build context`.',
      },
    },
    transferred: {
      commands: [`cd ~/dock && ${classic}`, 'echo 68B > ~/answer'],
      diagnosis: {
        ko: '`{answer}`는 너무 작아요. BuildKit의 `transferring context` 줄에 나오는 크기 같아요. BuildKit은 필요한 파일만 보내요. 예전 빌더의 출력에서 `Sending build context` 줄을 찾아 보세요.',
        en: '`{answer}` is far too little; it looks like what BuildKit prints as `transferring context`, since BuildKit sends only what is needed. Look in the classic builder’s output, for `Sending build context`.',
      },
    },
  },
  missing: {
    ko: '예전 빌더로 만든 `dock:classic` 이미지와, `~/answer` 파일에 적힌 컨텍스트의 크기를 찾고 있어요.',
    en: 'Looking for `dock:classic`, made by the classic builder, and for the size of the context in `~/answer`.',
  },
  note: {
    ko: '예전 빌더는 {sent}를 통째로 보냈어요. `COPY`가 쓴 것은 작은 파일 하나인데도요.',
    en: 'The classic builder sent all {sent}, although `COPY` used one small file.',
  },
});

/** What the classic client sends: a tar archive, so a header for each entry, contents in whole blocks, two blocks at the end. */
function tarBytes(context: readonly ContextEntry[]): number {
  return context.reduce(
    (sum, { sizeBytes }) => sum + block + Math.ceil(sizeBytes / block) * block,
    2 * block,
  );
}

const near = (found: number, wanted: number, share: number) => Math.abs(found - wanted) <= share * wanted;
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(2)} MB`;
const shown = ({ number, unit }: AmountAnswer) =>
  unit === undefined ? String(number) : `${number} ${unit.toUpperCase()}`;
