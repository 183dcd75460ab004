/** Opens the search from the header, by `/` or by Ctrl+K; what it is made of is loaded then. */
const button = document.querySelector<HTMLElement>('#search-button');

async function open() {
  const { openSearch } = await import('./search-dialog.tsx');
  openSearch();
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
  );
}

button?.addEventListener('click', open);
document.addEventListener('keydown', (event) => {
  // In a shell Ctrl+K cuts the line, and `/` is a character like any other.
  if (event.defaultPrevented || isTyping(event.target)) return;
  const slash = event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey;
  const ctrlK = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k';
  if (!slash && !ctrlK) return;
  event.preventDefault();
  void open();
});
