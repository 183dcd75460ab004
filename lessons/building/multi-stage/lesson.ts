import { freshFolder, haveImage, removeRepository } from '../../../sandbox/checks/learner-project.ts';
import { defineLesson } from '../../../sandbox/checks/lesson.ts';
import { oneStage } from './one-stage.ts';
import { twoStages } from './two-stages.ts';

export default defineLesson({
  images: ['eclipse-temurin:17-jdk', 'eclipse-temurin:17-jre'],
  minutes: 20,
  start: [
    haveImage('eclipse-temurin:17-jdk'),
    haveImage('eclipse-temurin:17-jre'),
    removeRepository('greet', 'greeting'),
    freshFolder('greet'),
  ],
  steps: [oneStage, twoStages],
  outputs: {
    java: { command: 'cat ~/greet/Hello.java' },
    dockerfile: { command: 'cat ~/greet/Dockerfile' },
    run: { after: 'two-stages', command: 'docker run --rm greet:1' },
    images: {
      after: 'two-stages',
      command:
        "docker images --filter reference=greet --filter reference=eclipse-temurin --format '{{.Repository}}:{{.Tag}}  {{.Size}}' | sort",
    },
    history: {
      after: 'two-stages',
      command: 'docker history --format "{{.Size}}  {{.CreatedBy}}" greet:1 | head -n 2',
    },
    'no-compiler': {
      after: 'two-stages',
      command: 'docker run --rm greet:1 sh -c "command -v javac || echo no javac here"',
    },
  },
});
