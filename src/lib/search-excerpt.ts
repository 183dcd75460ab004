export type Excerpt = { text: string; marked: boolean }[];

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/** Pagefind's excerpt is HTML whose only tag is `mark`; here it becomes parts that a page sets as text. */
export function readExcerpt(html: string): Excerpt {
  return html
    .split(/<\/?mark>/)
    .map((piece, index) => ({
      text: piece.replace(/&(lt|gt|amp|quot);/g, (whole, name: string) => entities[name] ?? whole),
      marked: index % 2 === 1,
    }))
    .filter(({ text }) => text !== '');
}
