/**
 * Terms of the course, as its lessons use them, each explained in a sentence or two. The first use of a term in a
 * lesson's prose is marked with its explanation when the site is built; `marked: false` leaves out words that everybody
 * meets in every sentence. `also`: other spellings that are marked as the same term.
 */
export const glossary = [
  {
    id: 'image',
    ko: {
      term: '이미지',
      text: '컨테이너를 만드는 바탕이에요. 읽기 전용 레이어를 쌓은 것에 실행할 명령어 같은 설정이 붙어 있어요.',
    },
    en: {
      term: 'image',
      text: 'What containers are made from: a stack of read-only layers, with settings such as the command to run.',
    },
  },
  {
    id: 'container',
    ko: {
      term: '컨테이너',
      text: '이미지로 만든, 따로 떨어진 프로세스예요. 이미지 위에 얹은 쓰기 레이어에 바뀐 것만 적어요.',
    },
    en: {
      term: 'container',
      text: 'An isolated process made from an image. What it changes is kept in a writable layer on top of the image.',
    },
  },
  {
    id: 'layer',
    ko: {
      term: '레이어',
      text: '이미지를 이루는 파일 묶음 하나예요. 한번 만들어지면 바뀌지 않고, 여러 이미지가 함께 쓸 수 있어요.',
    },
    en: {
      term: 'layer',
      text: 'One bundle of files in an image. It never changes once it is made, and several images can share it.',
    },
  },
  {
    id: 'writable-layer',
    ko: {
      term: '쓰기 레이어',
      text: '컨테이너마다 맨 위에 하나씩 있는 레이어예요. 만들고 고치고 지운 것이 여기에만 적히고, 컨테이너를 지우면 함께 사라져요.',
    },
    en: {
      term: 'writable layer',
      text: 'The top layer that each container has to itself. All its changes are kept there and go away with the container.',
    },
  },
  {
    id: 'base-image',
    ko: {
      term: '베이스 이미지',
      text: '다른 이미지를 만들 때 바탕으로 삼는 이미지예요. Dockerfile에서는 FROM 지시어로 정해요.',
    },
    en: {
      term: 'base image',
      text: 'The image that another one is built on. In a Dockerfile, FROM names it.',
    },
  },
  {
    id: 'official-image',
    ko: {
      term: '공식 이미지',
      text: 'Docker가 검토해서 관리하는 Docker Hub의 이미지예요. 만든 회사가 낸 것이라는 뜻은 아니에요.',
    },
    en: {
      term: 'official image',
      text: 'An image on Docker Hub that Docker reviews and curates. It need not come from the software’s own makers.',
    },
  },
  {
    id: 'dangling-image',
    ko: { term: '이름 없는 이미지', text: '어떤 이름도 가리키지 않는 이미지예요. 목록에 <none>으로 나와요.' },
    en: {
      term: 'dangling image',
      text: 'An image that no name points to any more. Lists show it as <none>.',
    },
  },
  {
    id: 'registry',
    ko: { term: '레지스트리', text: '이미지를 올리고 내려받는 서버예요. Docker Hub가 가장 널리 쓰여요.' },
    en: {
      term: 'registry',
      text: 'A server that images are pushed to and pulled from. Docker Hub is the best known.',
    },
  },
  {
    id: 'repository',
    ko: {
      term: '리포지터리',
      text: '레지스트리 안에서 이름이 같은 이미지들이 모여 있는 곳이에요. redis:7.0에서 redis가 리포지터리예요.',
    },
    en: {
      term: 'repository',
      text: 'The images of one name in a registry. In redis:7.0 the repository is redis.',
      also: ['repositories'],
    },
  },
  {
    id: 'tag',
    ko: {
      term: '태그',
      text: '리포지터리 안에서 이미지를 가리키는 이름표예요. 언제든 다른 이미지로 옮겨 붙일 수 있어요.',
    },
    en: {
      term: 'tag',
      text: 'A label in a repository that points to an image. It can be moved to another image at any time.',
    },
  },
  {
    id: 'digest',
    ko: {
      term: '다이제스트',
      text: '내용으로 계산한 sha256 값이에요. 내용이 한 글자라도 다르면 값도 달라요.',
    },
    en: {
      term: 'digest',
      text: 'A sha256 value computed from content: the slightest difference gives another value.',
    },
  },
  {
    id: 'manifest',
    ko: {
      term: '매니페스트',
      text: '이미지가 어떤 설정과 레이어로 이루어졌는지 다이제스트로 적어 둔 목록이에요.',
    },
    en: {
      term: 'manifest',
      text: 'The list, by digest, of the configuration and layers that an image is made of.',
    },
  },
  {
    id: 'instruction',
    ko: { term: '지시어', text: 'Dockerfile의 한 줄을 시작하는 말이에요. FROM, RUN, COPY 같은 것이 있어요.' },
    en: {
      term: 'instruction',
      text: 'The word that begins a line of a Dockerfile, such as FROM, RUN or COPY.',
    },
  },
  {
    id: 'command',
    marked: false,
    ko: {
      term: '명령어',
      text: '셸에 입력해서 실행하는 것이에요. 컨테이너가 시작될 때 실행하는 것도 명령어라고 불러요.',
    },
    en: {
      term: 'command',
      text: 'What is typed into a shell to be run; also what a container runs when it starts.',
    },
  },
  {
    id: 'build',
    ko: { term: '빌드', text: 'Dockerfile에 적힌 대로 이미지를 만드는 일이에요.' },
    en: { term: 'build', text: 'Making an image as a Dockerfile says.' },
  },
  {
    id: 'build-context',
    ko: {
      term: '빌드 컨텍스트',
      text: '빌드할 때 넘겨주는 디렉터리예요. COPY는 이 안에 있는 파일만 가져올 수 있어요.',
    },
    en: {
      term: 'build context',
      text: 'The directory that is handed to a build. COPY can take only files that are in it.',
    },
  },
  {
    id: 'cache',
    ko: {
      term: '빌드 캐시',
      text: '앞서 빌드한 결과를 다시 쓰는 것이에요. 지시어와 그 재료가 그대로면 다시 실행하지 않아요.',
    },
    en: {
      term: 'build cache',
      text: 'Reusing results of earlier builds: an instruction whose inputs have not changed is not run again.',
    },
  },
  {
    id: 'multi-stage',
    ko: {
      term: '멀티 스테이지',
      text: 'FROM을 여러 번 써서, 만드는 데 쓴 것은 버리고 결과만 마지막 이미지에 담는 빌드 방법이에요.',
    },
    en: {
      term: 'multi-stage',
      text: 'A build with several FROM instructions: the last image gets the results, not the tools that made them.',
    },
  },
  {
    id: 'volume',
    ko: {
      term: '볼륨',
      text: '엔진이 컨테이너 바깥에서 관리하는 저장 공간이에요. 컨테이너를 지워도 남고, 커밋되지 않아요.',
    },
    en: {
      term: 'volume',
      text: 'Storage that the engine manages outside of containers. It outlives them and is not committed.',
    },
  },
  {
    id: 'anonymous-volume',
    ko: { term: '익명 볼륨', text: '이름을 주지 않아서 엔진이 긴 값을 이름으로 붙인 볼륨이에요.' },
    en: {
      term: 'anonymous volume',
      text: 'A volume that was given no name, so the engine made up a long one.',
    },
  },
  {
    id: 'mount',
    ko: { term: '마운트', text: '볼륨이나 디렉터리를 컨테이너 안의 한 경로에 붙여서 보이게 하는 것이에요.' },
    en: { term: 'mount', text: 'Attaching a volume or a directory to a path inside a container.' },
  },
  {
    id: 'expose',
    ko: {
      term: '노출',
      text: '컨테이너의 프로그램이 쓰는 포트를 적어 두는 것이에요(EXPOSE). 적기만 하고, 바깥에 열지는 않아요.',
    },
    en: {
      term: 'expose',
      text: 'Writing down which port a container’s program uses (EXPOSE). It documents, and opens nothing.',
    },
  },
  {
    id: 'publish',
    ko: {
      term: '포트 게시',
      text: '컨테이너의 포트를 호스트의 포트에 이어서 바깥에서 접속할 수 있게 하는 것이에요. -p나 -P 옵션을 써요.',
    },
    en: {
      term: 'publish',
      text: 'Connecting a container’s port to a port of the host, so that it can be reached from outside, with -p or -P.',
    },
  },
  {
    id: 'entrypoint',
    ko: {
      term: '엔트리포인트',
      text: '컨테이너가 시작될 때 늘 실행하는 프로그램이에요. docker run 뒤에 쓴 인자는 그 뒤에 붙어요.',
    },
    en: {
      term: 'entrypoint',
      text: 'The program that a container always starts with. Arguments of docker run are appended to it.',
    },
  },
  {
    id: 'daemon',
    ko: {
      term: '데몬',
      text: '뒤에서 계속 도는 프로그램이에요. Docker의 데몬은 dockerd이고, 컨테이너와 이미지를 실제로 다뤄요.',
    },
    en: {
      term: 'daemon',
      text: 'A program that runs in the background. Docker’s is dockerd, which does the work on containers and images.',
    },
  },
  {
    id: 'client',
    ko: { term: '클라이언트', text: '데몬에 요청을 보내는 쪽이에요. docker 명령어가 바로 클라이언트예요.' },
    en: {
      term: 'client',
      text: 'The side that sends requests to the daemon. The docker command is a client.',
    },
  },
  {
    id: 'socket',
    ko: {
      term: '소켓',
      text: '같은 컴퓨터의 프로그램끼리 이야기하는 통로예요. Docker의 소켓은 /var/run/docker.sock 파일로 보여요.',
    },
    en: {
      term: 'socket',
      text: 'A channel between programs of one machine. Docker’s shows as the file /var/run/docker.sock.',
    },
  },
  {
    id: 'shell',
    marked: false,
    ko: { term: '셸', text: '명령어를 읽고 실행하는 프로그램이에요. 이 코스의 터미널에서는 bash가 돌아요.' },
    en: {
      term: 'shell',
      text: 'The program that reads commands and runs them. In this course’s terminal it is bash.',
    },
  },
  {
    id: 'label',
    ko: { term: '레이블', text: '이미지나 컨테이너, 볼륨에 붙여 두는 이름과 값이에요. 찾고 걸러낼 때 써요.' },
    en: {
      term: 'label',
      text: 'A name and a value attached to an image, container or volume, to find and filter it by.',
    },
  },
] as const satisfies readonly GlossaryTerm[];

export interface GlossaryTerm {
  /** Its anchor on the glossary page. */
  id: string;
  marked?: boolean;
  ko: Explained;
  en: Explained;
}
interface Explained {
  term: string;
  text: string;
  also?: readonly string[];
}
