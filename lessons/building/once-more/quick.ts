import { image } from '../../../sandbox/checks/collectors.ts';
import { layersOnTop } from '../../../sandbox/checks/image-facts.ts';
import { ownFiles } from '../../../sandbox/checks/image-files.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { base, isComplete, menu, tools, toolsLayer } from './facts.ts';
import { dockerfile, joined } from './slim.ts';

const edit = "echo 'fish 9' >> menu.txt";

export const quick = defineStep({
  id: 'quick',
  collect: {
    origin: image(base),
    one: image('kiosk:1'),
    two: image('kiosk:2'),
    ownOne: ownFiles('kiosk:1', base, [tools, menu]),
    ownTwo: ownFiles('kiosk:2', base, [tools, menu]),
  },
  judge({ origin, one, two, ownOne, ownTwo }) {
    if (!origin || !one || !two || !ownOne || !ownTwo) return notYet();
    if (!isComplete(ownOne) || !isComplete(ownTwo)) return notYet();
    if (ownOne.texts[menu] === ownTwo.texts[menu]) return notYet();
    const made = layersOnTop(origin, one)?.[toolsLayer(ownOne)];
    const again = layersOnTop(origin, two)?.[toolsLayer(ownTwo)];
    if (made === undefined || again === undefined) return notYet();
    return made === again ? passed() : mistake('ran-again');
  },
  hints: [
    {
      ko: '메뉴를 고쳤을 때 위에서부터 어디까지 캐시에서 나오는지 생각해 보세요. 내려받기는 메뉴와 상관이 없어요.',
      en: 'With a new menu, how far down does the cache reach? The download has nothing to do with the menu.',
    },
    {
      ko: '`COPY . .` 줄이 `RUN` 아래에 있어야 해요. 순서를 고쳤다면 `kiosk:1` 이미지부터 다시 빌드하고, 메뉴를 고치고, `kiosk:2` 이미지를 빌드하세요.',
      en: '`COPY . .` belongs below `RUN`. If you changed the order, build `kiosk:1` again first, then edit the menu, then build `kiosk:2`.',
    },
  ],
  solution: { commands: ['cd ~/kiosk', edit, 'docker build -t kiosk:2 .'] },
  alternatives: {
    'both built anew': [
      'cd ~/kiosk',
      dockerfile(joined, 'COPY menu.txt .'),
      'docker build -q -t kiosk:1 .',
      "echo 'tea 2' > menu.txt",
      'docker build -q -t kiosk:2 .',
    ],
  },
  mistakes: {
    'ran-again': {
      commands: [
        'cd ~/kiosk',
        dockerfile('COPY . .', joined),
        'docker build -q -t kiosk:1 .',
        edit,
        'docker build -q -t kiosk:2 .',
      ],
      diagnosis: {
        ko: '`kiosk:1`과 `kiosk:2` 두 이미지에서 `tools.txt` 파일을 만든 레이어가 서로 달라요. 메뉴만 고쳤는데 내려받기가 다시 돌았다는 뜻이에요. 자주 바뀌는 파일은 오래 걸리는 `RUN` 아래에서 복사하고, 두 이미지를 차례로 다시 빌드해 보세요.',
        en: 'The layers that made `tools.txt` differ between `kiosk:1` and `kiosk:2`: only the menu has changed, and the download ran again. Copy what changes often below the slow `RUN`, and build both images once more, one after the other.',
      },
    },
  },
  missing: {
    ko: '메뉴는 서로 다르고 `tools.txt` 파일을 만든 레이어는 같은 `kiosk:1` 이미지와 `kiosk:2` 이미지를 찾고 있어요.',
    en: 'Looking for `kiosk:1` and `kiosk:2` with different menus and the same layer for `tools.txt`.',
  },
  note: {
    ko: '새 메뉴가 들어갔고, 내려받기는 캐시에서 나왔어요.',
    en: 'The new menu is in, and the download came from the cache.',
  },
});
