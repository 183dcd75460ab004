import { describe, expect, it } from 'vitest';
import { failedBuildIn } from '../../sandbox/checks/failed-builds.ts';

const find = (...lines: string[]) => {
  const endedAt = '2026-01-01T00:00:00.000Z';
  const typed = lines.map((text, index) => ({ text, exitCode: index === lines.length - 1 ? 1 : 0, endedAt }));
  return failedBuildIn('tools', typed)?.tags;
};

describe('failedBuildIn', () => {
  it.each([
    [['docker build -t a ~/tools']],
    [['docker build -t a tools/']],
    [['cd ~/tools', 'ls', 'docker build -t a .']],
    [['cd ~/tools/ && docker build -t a .']],
  ])('finds a build of the folder: %j', (lines) => {
    expect(find(...lines)).toEqual(['a']);
  });

  it.each([
    ['nobody knows where the shell stands', ['docker build -t a .']],
    ['the shell went elsewhere', ['cd ~/tools', 'cd ..', 'docker build -t a .']],
    ['another folder', ['docker build -t a ~/toolshed']],
    ['no folder', ['cd ~/tools', 'docker build -t a']],
    ['another Dockerfile', ['docker build -f other -t a ~/tools']],
    ['another command came after it', ['docker build -t a ~/tools', 'docker images x']],
  ])('does not when %s', (_case, lines) => {
    expect(find(...lines)).toBeUndefined();
  });
});
