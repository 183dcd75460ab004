/**
 * Hangul in code takes exactly two cells, as in a terminal. Most systems have no monospaced font whose Hangul is twice
 * as wide as its Latin letters (even Noto Sans Mono CJK has 0.92 em beside 0.5 em), so a Korean font of the system is
 * scaled to fit the Latin one, under a name that stands first in `--font-mono`.
 */
const family = 'Hangul Cells';
const unscaledFamily = 'Hangul Cells Unscaled';
const hangul = 'U+1100-11FF, U+3130-318F, U+A960-A97F, U+AC00-D7FF';
const sources = [
  'D2Coding',
  'Sarasa Mono K',
  'NanumGothicCoding',
  'Apple SD Gothic Neo',
  'Noto Sans Mono CJK KR',
  'Noto Sans CJK KR',
  'Noto Sans KR',
  'Malgun Gothic',
  'NanumGothic',
]
  .map((name) => `local("${name}")`)
  .join(', ');

function widthOf(text: string, fontFamily: string): number {
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) return 0;
  context.font = `100px ${fontFamily}`;
  return context.measureText(text).width;
}

async function fitHangul() {
  const unscaled = await new FontFace(unscaledFamily, sources, { unicodeRange: hangul }).load();
  document.fonts.add(unscaled);
  const latin = widthOf('a', getComputedStyle(document.documentElement).getPropertyValue('--font-terminal'));
  const syllable = widthOf('가', `"${unscaledFamily}"`);
  document.fonts.delete(unscaled);
  if (latin === 0 || syllable === 0) return;
  // TypeScript's DOM types do not know the descriptor yet (CSS Fonts 5, `size-adjust`).
  const descriptors: FontFaceDescriptors & { sizeAdjust: string } = {
    unicodeRange: hangul,
    sizeAdjust: `${((200 * latin) / syllable).toFixed(3)}%`,
  };
  document.fonts.add(await new FontFace(family, sources, descriptors).load());
}

// A system without any of these fonts shows Hangul in whatever it has.
fitHangul().catch(() => undefined);
