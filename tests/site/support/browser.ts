import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const flags =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags.split(' ') });

export const laptop = { viewport: { width: 1280, height: 800 } };
export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

export interface WatchedPage {
  page: Page;
  /** Exceptions, and what the browser's security policy refused. */
  faults: string[];
  /** Requests that left the site. */
  strangers: string[];
}

/** A page of its own (storage included) that notes everything that should never happen. */
export async function openPage(browser: Browser, url: string, options: BrowserContextOptions = laptop) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const watched: WatchedPage = { page, faults: [], strangers: [] };
  page.on('pageerror', (error) => watched.faults.push(error.message));
  page.on('console', (message) => {
    const text = message.text();
    const expected = /ERR_|Failed to load resource|WebSocket connection to/.test(text);
    if (message.type() === 'error' && !expected) watched.faults.push(text);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(new URL(url).origin)) watched.strangers.push(request.url());
  });
  await page.goto(url);
  return watched;
}
