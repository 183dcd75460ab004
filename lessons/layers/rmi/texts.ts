import type { Text } from '../../../sandbox/checks/lesson.ts';

/** Diagnoses that more than one step shows. */
export const stillUsedText: Text = {
  ko: '엔진이 거절했어요. `{container}` 컨테이너(상태: `{state}`)가 아직 `{image}` 이미지를 쓰고 있거든요. 멈춘 컨테이너도 언제든 다시 시작할 수 있으니, 엔진은 그 이미지를 지켜요. `docker rm -f {container}` 명령어로 컨테이너를 지운 다음 다시 해 보세요.',
  en: 'The engine refused: the container `{container}` (state: `{state}`) still uses `{image}`. Even a stopped container can be started again, so the engine guards its image. Remove the container with `docker rm -f {container}`, then try again.',
};

export const secondFirstText: Text = {
  ko: '`redis-custom:second` 이미지가 먼저 지워졌고 `redis-custom:first` 이미지는 이름을 단 채 남아 있어요. second 위에는 아무 이미지도 없어서 바로 지워졌어요. 이 레슨에서 볼 것은 그 반대, 위에 다른 이미지가 있는 이미지를 지울 때예요. ‘이 레슨 처음부터’를 누르고 `redis-custom:first` 이미지부터 지워 보세요.',
  en: '`redis-custom:second` went first, and `redis-custom:first` is still here with its name. Nothing stood on the second image, so it was deleted at once. What this lesson shows is the opposite: removing an image that another one stands on. Choose “Start this lesson over” and begin with `redis-custom:first`.',
};

export const prunedText: Text = {
  ko: '상관없던 `team-api:1.2` 이미지까지 사라졌어요. `prune -a`는 컨테이너가 쓰지 않는 이미지를 모두 지워요. 회사 서버였다면 동료의 이미지도 함께 지워졌을 거예요. 다른 레슨에 필요한 이미지도 지워졌으니 메뉴에서 ‘샌드박스 초기화’를 고르고, 이번에는 이름을 하나씩 적어서 지워 보세요.',
  en: 'Even `team-api:1.2` is gone, which had nothing to do with this. `prune -a` deletes every image that no container uses; on a shared server that includes your colleagues’. It took images that other lessons need as well, so choose “Reset sandbox” in the menu, and this time remove images by name, one at a time.',
};
