interface ErrorText {
  ko: string;
  en: string;
}

/** What a learner reads when a request failed: what happened, and what to do. One for each code of the contract. */
export const errorTexts = {
  'bad-request': {
    ko: '요청을 이해하지 못했어요. 페이지를 새로고침한 뒤 다시 해 보세요.',
    en: 'The request could not be understood. Reload the page and try again.',
  },
  'not-signed-in': {
    ko: '아직 로그인하지 않았어요. `npm start`가 터미널에 출력한 주소(…/launch?token=…)로 들어와 주세요.',
    en: 'You are not signed in. Open the address (…/launch?token=…) that `npm start` printed in its terminal.',
  },
  'forbidden-origin': {
    ko: '다른 사이트의 페이지에서 온 요청이라 받지 않았어요.',
    en: 'The request came from a page of another site and was refused.',
  },
  'forbidden-host': {
    ko: '이 서버의 주소가 아닌 이름으로 들어온 요청이에요. `npm start`가 출력한 주소를 그대로 열어 주세요.',
    en: 'The request used a name that is not an address of this server. Open exactly the address that `npm start` printed.',
  },
  'not-found': {
    ko: '찾는 것이 여기에 없어요.',
    en: 'What you are looking for is not here.',
  },
  'unknown-lesson': {
    ko: '그런 레슨은 없어요.',
    en: 'There is no such lesson.',
  },
  'unknown-step': {
    ko: '이 레슨에 그런 단계는 없어요.',
    en: 'This lesson has no such step.',
  },
  'no-session': {
    ko: '아직 샌드박스가 준비되지 않았어요. 잠시 뒤 다시 해 보세요.',
    en: 'There is no running sandbox yet. Try again in a moment.',
  },
  'lesson-not-open': {
    ko: '이 레슨이 지금 샌드박스에 열려 있지 않아요. 레슨을 다시 열어 주세요.',
    en: 'This lesson is not open in your sandbox right now. Open it again.',
  },
  'body-too-large': {
    ko: '보낸 내용이 너무 커서 받지 않았어요.',
    en: 'What was sent is too large and was refused.',
  },
  'unsupported-media-type': {
    ko: 'JSON이 아닌 형식이라 받지 않았어요.',
    en: 'Only JSON is accepted here.',
  },
  'too-many-requests': {
    ko: '짧은 시간에 요청이 너무 많았어요. 조금 기다렸다가 다시 해 보세요.',
    en: 'Too many requests in a short time. Wait a little and try again.',
  },
  internal: {
    ko: '서버에서 예상하지 못한 오류가 났어요. 진행 상황은 그대로 남아 있으니 다시 해 보세요.',
    en: 'Something unexpected went wrong in the server. Your progress is kept; try again.',
  },
  'no-engine': {
    ko: '이 컴퓨터에는 쓸 수 있는 Docker Engine이 없어서 지금은 읽기만 할 수 있어요.',
    en: 'This machine has no usable Docker Engine, so the course can only be read for now.',
  },
  'not-ready': {
    ko: '실습 환경을 아직 준비하고 있어요. 준비가 끝나면 페이지에 바로 나타나요.',
    en: 'The practice environment is still being prepared. The page will show when it is ready.',
  },
  'engine-failed': {
    ko: 'Docker Engine이 응답하지 않아요. 잠시 뒤 다시 해 보고, 계속되면 서버를 다시 시작해 주세요.',
    en: 'The Docker Engine does not answer. Try again in a moment; if it lasts, restart the server.',
  },
  'sandbox-failed': {
    ko: '샌드박스에 문제가 생겼어요. 초기화하면 새 샌드박스로 이어서 할 수 있어요.',
    en: 'Your sandbox has a problem. Reset it to go on in a fresh one.',
  },
  'disk-full': {
    ko: '디스크가 가득 차서 저장하지 못했어요. 지금까지 저장된 것은 그대로 있어요. 공간을 비운 뒤 다시 해 보세요.',
    en: 'The disk is full, so this could not be saved. Everything saved before is kept. Free some space and try again.',
  },
} as const satisfies Record<string, ErrorText>;

/** What a terminal says before its socket is closed. One for each close code of the contract that means a failure. */
export const terminalErrorTexts = {
  'malformed-frame': {
    ko: '터미널이 이해할 수 없는 메시지를 받아서 연결을 닫았어요. 페이지를 새로고침해 주세요.',
    en: 'The terminal received a message it cannot understand and closed the connection. Reload the page.',
  },
  'not-signed-in': errorTexts['not-signed-in'],
  'unknown-terminal': {
    ko: '그런 터미널은 없어요. 페이지를 새로고침해 주세요.',
    en: 'There is no such terminal. Reload the page.',
  },
  'unsupported-version': {
    ko: '페이지와 서버의 버전이 서로 달라요. 페이지를 새로고침해 주세요.',
    en: 'The page and the server are of different versions. Reload the page.',
  },
  'session-ended': {
    ko: '샌드박스가 초기화되어 이 터미널은 끝났어요.',
    en: 'The sandbox was reset, so this terminal has ended.',
  },
  'frame-too-large': {
    ko: '한 번에 너무 많은 내용을 붙여넣었어요. 나누어 붙여넣어 주세요.',
    en: 'Too much was pasted at once. Paste it in smaller parts.',
  },
  'too-slow': {
    ko: '페이지가 오랫동안 터미널 출력을 받지 않아서 연결을 닫았어요. 다시 연결하면 화면이 돌아와요.',
    en: 'The page took no terminal output for a long time, so the connection was closed. Reconnecting brings the screen back.',
  },
  'terminal-failed': {
    ko: '터미널을 열지 못했어요. 잠시 뒤 다시 연결해 보고, 계속되면 샌드박스를 초기화해 주세요.',
    en: 'The terminal could not be opened. Try again in a moment; if it lasts, reset the sandbox.',
  },
} as const satisfies Record<string, ErrorText>;
