// @ts-check
import { pluginFramesTexts } from 'astro-expressive-code';

pluginFramesTexts.addLocale('ko', {
  terminalWindowFallbackTitle: '터미널',
  copyButtonTooltip: '복사',
  copyButtonCopied: '복사했어요',
});
pluginFramesTexts.addLocale('en', {
  terminalWindowFallbackTitle: 'Terminal',
  copyButtonTooltip: 'Copy',
  copyButtonCopied: 'Copied',
});

/**
 * How fenced code looks. Commands (`sh`) get a copy button, outputs (`txt`) are quiet.
 * @type {import('astro-expressive-code').AstroExpressiveCodeOptions}
 */
export const codeBlocks = {
  themes: ['github-light', 'github-dark'],
  themeCssSelector: (theme) => `[data-theme='${theme.type}']`,
  useDarkModeMediaQuery: true,
  getBlockLocale: ({ file }) => (file.path?.endsWith('en.mdx') ? 'en' : 'ko'),
  defaultProps: { wrap: true, frame: 'code', overridesByLang: { 'txt,text,plaintext': { frame: 'none' } } },
  styleOverrides: {
    borderColor: 'var(--line)',
    borderRadius: '8px',
    codeBackground: 'var(--code-surface)',
    codeFontFamily: 'var(--font-mono)',
    codeFontSize: '0.875rem',
    codeLineHeight: '1.6',
    codePaddingInline: '1rem',
    codePaddingBlock: '0.8rem',
    uiFontFamily: 'var(--font-text)',
    focusBorder: 'var(--accent)',
    frames: {
      frameBoxShadowCssValue: 'none',
      terminalBackground: 'var(--code-surface)',
      terminalTitlebarBackground: 'var(--code-bar)',
      terminalTitlebarBorderBottomColor: 'var(--line)',
      terminalTitlebarDotsForeground: 'var(--muted)',
      terminalTitlebarDotsOpacity: '0.35',
      inlineButtonForeground: 'var(--ink)',
      tooltipSuccessBackground: 'var(--passed)',
      tooltipSuccessForeground: 'var(--on-accent)',
    },
  },
};
