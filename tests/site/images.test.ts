import type { Browser } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { courseImages } from '../../content/images.ts';
import { imagePackagesReply, imagesReply } from '../../sandbox/contract/images.ts';
import { launchBrowser, openPage } from './support/browser.ts';
import { startScriptedServer } from './support/scripted-server.ts';
import { siteRoot } from './support/site.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
  return () => browser.close();
});

const digest = `sha256:${'a'.repeat(64)}`;
const images = imagesReply.parse({
  images: courseImages.map(({ name, license, description }, index) => ({
    name,
    license,
    description,
    ...(index === 0 ? { source: 'docker-hub', digest } : { source: 'stand-in' }),
  })),
});
const packages = imagePackagesReply.parse({
  packages: [{ image: 'redis:7.0', name: 'redis-server', version: '5:7.0.15', licenses: ['BSD-3-Clause'] }],
});

test('says which images are in use here, and what is in the stand-ins', async () => {
  await using server = await startScriptedServer(siteRoot);
  server.answer = (_method, path) =>
    ({ '/api/images': images, '/api/images/packages': packages })[path] ?? undefined;
  const { page, faults } = await openPage(browser, `${server.url}/en/images/`);
  const of = (name: string) => page.locator(`[data-image="${name}"]`);
  await of('busybox:1.35').getByText('pulled from Docker Hub').waitFor();
  expect(await of('busybox:1.35').textContent()).toContain(digest);
  expect(await of('redis:7.0').textContent()).toContain('a stand-in');
  await page.locator('#image-packages summary').click();
  await page.getByRole('cell', { name: 'redis-server' }).waitFor();
  expect(faults).toEqual([]);
  await page.context().close();
});

test('without a server it still names every image with its licence', async () => {
  await using server = await startScriptedServer(siteRoot);
  const { page } = await openPage(browser, `${server.url}/images/`);
  for (const { name, license } of courseImages)
    expect(await page.locator(`[data-image="${name}"]`).textContent()).toContain(license);
  expect(await page.locator('#image-packages').isVisible()).toBe(false);
  await page.context().close();
});
