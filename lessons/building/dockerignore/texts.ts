import type { Text } from '../../../sandbox/checks/lesson.ts';

export const deletedText: Text = {
  ko: '`~/harbor/{path}` 파일이 프로젝트에서 사라졌어요. 이미지에는 안 들어갔지만, 여러분이 쓸 파일까지 없어진 거예요. `.dockerignore`는 파일을 그대로 두고 컨텍스트에서만 빼요. `echo API_KEY=again > ~/harbor/{path}` 명령어로 되돌리고 패턴으로 빼 보세요.',
  en: '`~/harbor/{path}` is gone from the project itself. It is not in the image, true, but you cannot use it any more either. `.dockerignore` leaves files where they are and only keeps them out of the context. Bring it back with `echo API_KEY=again > ~/harbor/{path}` and use a pattern.',
};
