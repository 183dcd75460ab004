import type { ITheme } from '@xterm/xterm';

const names = [
  'background',
  'foreground',
  'cursor',
  'cursorAccent',
  'selectionBackground',
  'black',
  'red',
  'green',
  'yellow',
  'blue',
  'magenta',
  'cyan',
  'white',
  'brightBlack',
  'brightRed',
  'brightGreen',
  'brightYellow',
  'brightBlue',
  'brightMagenta',
  'brightCyan',
  'brightWhite',
] as const;

const propertyOf = (name: string) =>
  `--terminal-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** The site's terminal colours as xterm.js wants them. An element resolves `light-dark()`, a property's text does not. */
export function readColours(element: HTMLElement): ITheme {
  const probe = element.ownerDocument.createElement('span');
  element.append(probe);
  const theme = Object.fromEntries(
    names.map((name) => {
      probe.style.color = `var(${propertyOf(name)})`;
      return [name, getComputedStyle(probe).color];
    }),
  );
  probe.remove();
  return theme;
}

/** Calls `onChange` whenever the page's theme changes, by the reader or by the system. */
export function watchTheme(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
}
