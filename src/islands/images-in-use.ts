import { apiAddress } from '../../sandbox/contract/addresses.ts';
import { type ImagePackage, imagePackagesReply, imagesReply } from '../../sandbox/contract/images.ts';
import { ApiError, request } from '../lib/api.ts';
import { say } from '../lib/page.ts';

/** Says where this machine's course images come from, and what is in them. Without a server the list stays as it is. */
async function showImages() {
  const { images } = await request('GET', apiAddress.images, imagesReply);
  for (const { name, source, digest } of images) {
    const place = document.querySelector(`[data-image="${CSS.escape(name)}"]`);
    const from = place?.querySelector('[data-source]');
    if (from) from.textContent = say(source === 'docker-hub' ? 'imageFromHub' : 'imageStandIn');
    const line = place?.querySelector<HTMLElement>('[data-digest]');
    if (line && digest) {
      line.textContent = digest;
      line.hidden = false;
    }
  }
  const details = document.querySelector<HTMLDetailsElement>('#image-packages');
  if (!details || images.every(({ source }) => source === 'docker-hub')) return;
  details.hidden = false;
  details.addEventListener('toggle', () => void ignoreRefusal(showPackages(details)), { once: true });
}

async function showPackages(details: HTMLDetailsElement) {
  const { packages } = await request('GET', apiAddress.imagePackages, imagePackagesReply);
  const byImage = Map.groupBy(packages, ({ image }) => image);
  for (const [image, held] of byImage) details.append(heading(image), table(held));
}

function heading(text: string): HTMLElement {
  const title = document.createElement('h2');
  title.textContent = text;
  return title;
}

function table(packages: ImagePackage[]): HTMLElement {
  const rows = document.createElement('table');
  for (const { name, version, licenses } of packages) {
    const row = rows.insertRow();
    for (const cell of [name, version, licenses.join(', ') || say('imageLicenseUnread')])
      row.insertCell().textContent = cell;
  }
  return rows;
}

async function ignoreRefusal(work: Promise<void>) {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
  }
}

void ignoreRefusal(showImages());
