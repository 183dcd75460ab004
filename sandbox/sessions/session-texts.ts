import type { Text } from '../checks/lesson.ts';
import { SandboxError, type SandboxErrorCode } from '../engine/port.ts';
import { StoreError } from '../store/store-error.ts';

/** What is being done while a sandbox is not ready. */
export const workTexts = {
  creating: {
    ko: '새 샌드박스를 만들고, 그 안의 Docker Engine이 응답하기를 기다리고 있어요.',
    en: 'Making a new sandbox and waiting for the Docker Engine in it to answer.',
  },
  resuming: {
    ko: '쓰던 샌드박스를 다시 열고, 그 안의 Docker Engine이 응답하기를 기다리고 있어요.',
    en: 'Opening the sandbox you had and waiting for the Docker Engine in it to answer.',
  },
  removing: {
    ko: '쓰던 샌드박스를 지우고 있어요.',
    en: 'Removing the sandbox you had.',
  },
} as const satisfies Record<string, Text>;

/** Why there is no usable sandbox: what a sandbox refused, or what was seen from outside. */
export type Trouble = SandboxErrorCode | 'stopped' | 'gone' | 'expired' | 'store-full';

export function troubleOf(error: unknown): Trouble {
  if (error instanceof SandboxError) return error.code;
  return error instanceof StoreError && error.code === 'disk-full' ? 'store-full' : 'unknown';
}

/** What happened, whether anything is lost, and what to do. */
export const troubleTexts: Readonly<Record<Trouble, Text>> = {
  stopped: {
    ko: '샌드박스가 멈췄어요. 파일과 이미지는 그대로 있으니 ‘다시 시도’를 누르면 이어서 할 수 있어요.',
    en: 'Your sandbox has stopped. Your files and images are still in it: try again to go on.',
  },
  gone: {
    ko: '샌드박스가 사라졌어요. 그 안에 있던 파일과 이미지는 없어졌지만, 통과한 기록은 남아 있어요. ‘다시 시도’를 누르면 새 샌드박스가 열려요.',
    en: 'Your sandbox has disappeared, with the files and images in it. The steps you passed are kept. Try again to get a new sandbox.',
  },
  expired: {
    ko: '오랫동안 쓰지 않아서 샌드박스를 지웠어요. 그 안에 있던 파일과 이미지는 없어졌지만, 통과한 기록은 남아 있어요. ‘다시 시도’를 누르면 새 샌드박스가 열려요.',
    en: 'Your sandbox was not used for a long time and was removed, with the files and images in it. The steps you passed are kept. Try again to get a new sandbox.',
  },
  'not-found': {
    ko: '샌드박스를 찾지 못했어요. ‘다시 시도’를 누르면 새로 만들어요.',
    en: 'Your sandbox could not be found. Try again to get a new one.',
  },
  'no-room': {
    ko: '이 컴퓨터에 샌드박스를 열 자리가 없어요. 메모리나 디스크를 비운 뒤 다시 시도해 보세요.',
    en: 'This machine has no room for a sandbox. Free some memory or disk, then try again.',
  },
  'disk-full': {
    ko: '디스크가 가득 차서 샌드박스를 열지 못했어요. 공간을 비운 뒤 다시 시도해 보세요.',
    en: 'The disk is full, so the sandbox could not be opened. Free some space, then try again.',
  },
  'store-full': {
    ko: '디스크가 가득 차서 서버가 기록하지 못했어요. 지금까지 저장된 것은 그대로 있어요. 공간을 비운 뒤 다시 시도해 보세요.',
    en: 'The disk is full, so the server could not save. Everything saved before is kept. Free some space, then try again.',
  },
  'engine-unreachable': {
    ko: '이 컴퓨터의 Docker Engine이 응답하지 않아요. 다시 응답하면 샌드박스가 저절로 열려요. 계속되면 서버를 다시 시작해 주세요.',
    en: 'The Docker Engine of this machine does not answer. Your sandbox opens by itself once it does; if it lasts, restart the server.',
  },
  'learner-engine-failed': {
    ko: '샌드박스 안의 Docker Engine이 켜지지 않아요. 다시 시도해 보고, 그래도 안 되면 샌드박스를 초기화해 주세요.',
    en: 'The Docker Engine in your sandbox does not start. Try again; if that fails too, reset the sandbox.',
  },
  'timed-out': {
    ko: '샌드박스를 여는 데 너무 오래 걸려서 그만뒀어요. 다시 시도해 보세요.',
    en: 'Opening the sandbox took too long, so it was given up. Try again.',
  },
  unknown: {
    ko: '샌드박스를 열지 못했어요. 다시 시도해 보고, 그래도 안 되면 샌드박스를 초기화해 주세요.',
    en: 'The sandbox could not be opened. Try again; if that fails too, reset the sandbox.',
  },
};

export const memoryText: Text = {
  ko: '샌드박스의 메모리가 모자라서 프로그램 하나가 강제로 끝났어요. 쓰지 않는 컨테이너를 멈춰 보세요.',
  en: 'Your sandbox ran out of memory and a program in it was ended. Stop containers that you do not use.',
};

/** Why a sandbox does not run although nothing is wrong with it. */
export const stoppedText: Text = {
  ko: '한동안 쓰지 않아서 샌드박스를 꺼 뒀어요. 파일과 이미지, 컨테이너는 그대로 있어요. 실행 중이던 컨테이너는 멈춰 있으니 필요하면 docker start로 다시 켜세요.',
  en: 'Your sandbox was not used for a while and was switched off. Your files, images and containers are kept. Containers that were running have stopped: docker start brings them back.',
};
