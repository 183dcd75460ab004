import { WebLinksAddon } from '@xterm/addon-web-links';
import type { ILinkHandler } from '@xterm/xterm';

/** Output is hostile: a link opens only with Ctrl or ⌘ held, after a question that shows where it goes, and without a way back here. */
function openLink(event: MouseEvent, address: string, question: (address: string) => string): void {
  if (!event.ctrlKey && !event.metaKey) return;
  const url = URL.parse(address);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) return;
  if (confirm(question(url.href))) window.open(url.href, '_blank', 'noopener,noreferrer');
}

export const plainLinks = (question: (address: string) => string) =>
  new WebLinksAddon((event, address) => openLink(event, address, question));

/** Links that the output itself marks (OSC 8): their words may differ from their address. */
export const markedLinks = (question: (address: string) => string): ILinkHandler => ({
  activate: (event, address) => openLink(event, address, question),
});
