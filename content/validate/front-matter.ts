import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import type { Problem } from './problem.ts';

const keys = ['title', 'description'] as const;
type Key = (typeof keys)[number];
const shape = '`title` and `description`, between two lines of `---`';

/**
 * Looks at the front matter of a lesson's text: title and description, nothing else (ids, minutes and order come from
 * `lesson.ts` and `content/course.ts`). `body` is the text without it, on the same lines.
 */
export function readFrontMatter(file: string, text: string): { body: string; problems: Problem[] } {
  const [all, source = ''] = /^---\r?\n(?:(.*?)\r?\n)?---[ \t]*(?:\r?\n|$)/s.exec(text) ?? [];
  if (all === undefined) {
    const mend = 'Begin the file with `---`, `title: …`, `description: …`, `---`.';
    return { body: text, problems: [{ file, line: 1, found: 'no front matter', expected: shape, mend }] };
  }
  const body = all.replace(/[^\n]+/g, '') + text.slice(all.length);
  return { body, problems: examine(file, source) };
}

function examine(file: string, source: string): Problem[] {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines });
  // The front matter begins on the file's second line.
  const lineAt = (offset: number) => lines.linePos(offset).line + 1;
  if (document.errors.length > 0) {
    return document.errors.map((error) => ({
      file,
      line: lineAt(error.pos[0]),
      found: `front matter that is not YAML (${error.message.split(/ at line|\n/)[0]})`,
      expected: shape,
      mend: 'Put a value that has a colon or a `#` between quotation marks.',
    }));
  }
  const items = isMap(document.contents) ? document.contents.items : [];
  const entries = items.map(({ key, value }) => ({
    key: isScalar(key) ? String(key.value) : '?',
    value: isScalar(value) ? value.value : undefined,
    line: isScalar(key) && key.range ? lineAt(key.range[0]) : 2,
  }));
  return [
    ...entries.flatMap(({ key, value, line }) => examineEntry(file, key, value, line)),
    ...keys
      .filter((key) => !entries.some((entry) => entry.key === key))
      .map((key) => ({ file, line: 1, found: `no \`${key}\``, expected: shape, mend: `Add \`${key}: …\`.` })),
  ];
}

function examineEntry(file: string, key: string, value: unknown, line: number): Problem[] {
  if (!keys.includes(key as Key)) {
    const mend = 'Remove it: minutes, images and ids stand in lesson.ts, the order in content/course.ts.';
    return [{ file, line, found: `\`${key}\` in the front matter`, expected: shape, mend }];
  }
  if (typeof value === 'string' && value.trim() !== '') return [];
  const found = value === null || value === '' ? `an empty \`${key}\`` : `a \`${key}\` that is no text`;
  return [{ file, line, found, expected: 'a text', mend: `Write \`${key}: …\`, between quotation marks.` }];
}
