/** The titles of a lesson's steps, from its `<Step id="…" title="…">` tags. */
export function stepTitles(body: string, steps: readonly { id: string }[]) {
  const titles = new Map<string, string>();
  for (const [tag] of body.matchAll(/<Step\b[^>]*>/g)) {
    const id = attribute(tag, 'id');
    const title = attribute(tag, 'title');
    if (id && title) titles.set(id, title);
  }
  return steps.map(({ id }) => ({ id, title: titles.get(id) ?? id }));
}

const attribute = (tag: string, name: string) =>
  new RegExp(`\\b${name}=(?:"([^"]*)"|'([^']*)')`).exec(tag)?.slice(1).find(Boolean);
