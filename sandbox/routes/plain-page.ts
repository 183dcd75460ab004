import type { Language } from '../contract/ids.ts';

/** A page of one sentence that needs nothing else: no style, script or picture. Backticks in the text mark code. */
export function plainPage(language: Language, text: string): string {
  const sentence = escapeHtml(text).replaceAll(/`([^`]*)`/g, '<code>$1</code>');
  const home = language === 'ko' ? ['/', '처음으로'] : ['/en/', 'Home'];
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>Drydock</title></head>
<body><h1>Drydock</h1><p>${sentence}</p><p><a href="${home[0]}">${home[1]}</a></p></body></html>
`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
