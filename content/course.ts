/** Chapters in order, and the lessons that exist in each. A lesson's folder is `lessons/<chapter>/<lesson>/`. */
export const course = [
  { id: 'start', title: { ko: '시작하기', en: 'Start here' }, lessons: ['workbench'] },
  {
    id: 'images',
    title: { ko: '이미지와 레지스트리', en: 'Images and registries' },
    lessons: ['search', 'pull', 'run'],
  },
  {
    id: 'layers',
    title: { ko: '레이어', en: 'Layers' },
    lessons: ['inspect', 'commit', 'sizes', 'rmi', 'once-more'],
  },
  {
    id: 'moving',
    title: { ko: '이미지 옮기기', en: 'Moving images' },
    lessons: ['save', 'export', 'registry', 'once-more'],
  },
  {
    id: 'dockerfile',
    title: { ko: 'Dockerfile', en: 'Dockerfile' },
    lessons: ['why', 'from-run', 'copy-add', 'arg', 'expose-volume', 'cmd-entrypoint', 'server', 'once-more'],
  },
  {
    id: 'building',
    title: { ko: '이미지 빌드', en: 'Building images' },
    lessons: ['build', 'cache', 'context', 'dockerignore', 'bloat', 'habits', 'multi-stage', 'once-more'],
  },
  {
    id: 'daemon',
    title: { ko: '데몬', en: 'The daemon' },
    lessons: ['client-and-daemon', 'socket', 'broken', 'once-more'],
  },
] as const satisfies readonly Chapter[];

export interface Chapter {
  id: string;
  title: { ko: string; en: string };
  lessons: readonly string[];
}
