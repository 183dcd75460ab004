import { buildRecord } from '../../../sandbox/checks/build-record.ts';
import { ownFiles } from '../../../sandbox/checks/image-files.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { base, page, sameLayers, shopBuild, shortId } from './facts.ts';

export const runsAgain = defineStep({
  id: 'again',
  collect: {
    baseRows: buildRecord(base),
    rowsOne: buildRecord('shop:1'),
    rowsTwo: buildRecord('shop:2'),
    ownOne: ownFiles('shop:1', base, [page]),
    ownTwo: ownFiles('shop:2', base, [page]),
  },
  judge({ baseRows, rowsOne, rowsTwo, ownOne, ownTwo }) {
    const one = shopBuild(baseRows, rowsOne, ownOne);
    const two = shopBuild(baseRows, rowsTwo, ownTwo);
    if (!one || !two) return notYet();
    if (sameLayers(one, two)) return mistake('nothing-changed', { layer: shortId(two.installed) });
    const isEdited = ownOne?.texts[page] !== ownTwo?.texts[page];
    return isEdited && one.installed !== two.installed
      ? passed({ one: shortId(one.installed), two: shortId(two.installed) })
      : notYet();
  },
  hints: [
    {
      ko: '빌드, 수정, 다시 빌드의 순서예요. 두 빌드의 이름만 다르게 하세요. `shop:1`, 그다음 `shop:2`예요.',
      en: 'Build, edit, build again; only the names of the two builds differ: `shop:1`, then `shop:2`.',
    },
    {
      ko: '`~/shop` 폴더에서 `docker build -t shop:1 .`, 이어서 `echo "<p>Open daily</p>" >> page.html`, 마지막으로 `docker build -t shop:2 .`',
      en: 'In `~/shop`: `docker build -t shop:1 .`, then `echo "<p>Open daily</p>" >> page.html`, then `docker build -t shop:2 .`',
    },
  ],
  solution: {
    commands: [
      'cd ~/shop',
      'docker build -t shop:1 .',
      "echo '<p>Open daily</p>' >> page.html",
      'docker build -t shop:2 .',
    ],
  },
  alternatives: {
    'page replaced, by paths': [
      'docker build -q -t shop:1 ~/shop',
      "echo '<h1>New page</h1>' > ~/shop/page.html",
      'docker build -q -t shop:2 ~/shop',
    ],
    'after a build without an edit': [
      'cd ~/shop && docker build -q -t shop:1 . && docker build -q -t shop:2 .',
      "echo '<p>Open daily</p>' >> page.html",
      'docker build -q -t shop:2 .',
    ],
  },
  mistakes: {
    'nothing-changed': {
      commands: [
        'cd ~/shop',
        'docker build -q -t shop:1 .',
        'touch page.html',
        'docker build -q -t shop:2 .',
      ],
      diagnosis: {
        ko: '`shop:1`과 `shop:2` 두 이미지의 레이어가 모두 같아요. 부품을 설치한 레이어도 `{layer}` 레이어 하나예요. 파일의 내용이 그대로라서 모든 지시어가 캐시에서 나왔어요. 시각만 바꾸는 `touch`로는 부족해요. `page.html` 파일의 내용을 바꾸고 `shop:2` 이미지를 다시 빌드해 보세요.',
        en: 'All layers of `shop:1` and `shop:2` are the same; also the one with the installed parts is one and the same, `{layer}`. The files’ content had not changed, so every instruction came from the cache. A new time, as `touch` gives it, does not count. Change what is in `page.html`, then build `shop:2` again.',
      },
    },
  },
  missing: {
    ko: '받은 그대로의 Dockerfile로, `page.html` 파일을 고치기 전과 후에 빌드한 `shop:1` 이미지와 `shop:2` 이미지를 찾고 있어요.',
    en: 'Looking for `shop:1` and `shop:2`, built with the Dockerfile as you got it, before and after a change of `page.html`.',
  },
  note: {
    ko: '글 한 줄을 고쳤을 뿐인데 부품 설치가 다시 돌았어요. 설치한 레이어가 `{one}` 레이어에서 `{two}` 레이어로 바뀌었어요.',
    en: 'One line of text was changed, and the parts were installed anew: that layer was `{one}` and is now `{two}`.',
  },
});
