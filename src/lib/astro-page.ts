import { readAddress } from './address.ts';
import { text } from './text.ts';

/** The UI texts of the page that is being built. */
export const pageTextOf = (url: URL) => text(readAddress(url.pathname).language);
