import '../styles/search.css';
import { render } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Language } from '../../sandbox/contract/ids.ts';
import { glossaryAddress } from '../lib/address.ts';
import { pageLanguage, say } from '../lib/page.ts';
import { type SearchResult, search } from '../lib/search.ts';

let place: HTMLElement | undefined;

/** Shows the search over the page. What had the focus gets it back (`<dialog>` sees to it). */
export function openSearch(): void {
  if (place === undefined) {
    place = document.createElement('div');
    document.body.append(place);
  }
  const close = () => place && render(null, place);
  if (!place.hasChildNodes()) render(<SearchDialog onClose={close} />, place);
}

type Found = 'nothing-asked' | 'failed' | { term: string; language: Language; results: SearchResult[] };

function SearchDialog({ onClose }: { onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [term, setTerm] = useState('');
  const [language, setLanguage] = useState(pageLanguage());
  const [found, setFound] = useState<Found>('nothing-asked');

  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => setLanguage(pageLanguage()), [term]);
  useEffect(() => {
    let current = true;
    const wanted = term.trim();
    if (wanted === '') setFound('nothing-asked');
    else
      search(language, wanted).then(
        (results) => current && setFound({ term: wanted, language, results }),
        () => current && setFound('failed'),
      );
    return () => {
      current = false;
    };
  }, [term, language]);

  return (
    <dialog
      class="search"
      ref={dialog}
      aria-label={say('search')}
      onClose={onClose}
      onClick={closeOutside}
      onKeyDown={moveByArrows}
    >
      <form method="dialog" onSubmit={openFirst}>
        <input
          type="search"
          aria-label={say('searchLabel')}
          placeholder={say('searchLabel')}
          value={term}
          onInput={(event) => setTerm(event.currentTarget.value)}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          enterkeyhint="search"
        />
        <button type="button" class="button small" onClick={() => dialog.current?.close()}>
          {say('close')}
        </button>
      </form>
      <p class="visually-hidden" role="status">
        {typeof found === 'object' && say('searchCount', { n: found.results.length })}
      </p>
      <Results
        found={found}
        onTerm={setTerm}
        onLanguage={setLanguage}
        onLeave={() => dialog.current?.close()}
      />
    </dialog>
  );
}

interface ResultsProps {
  found: Found;
  onTerm(term: string): void;
  onLanguage(language: Language): void;
  onLeave(): void;
}

function Results({ found, onTerm, onLanguage, onLeave }: ResultsProps) {
  if (found === 'failed') return <p class="search-note">{say('searchFailed')}</p>;
  if (found === 'nothing-asked') return <Suggestions onTerm={onTerm} />;
  const { results, term, language } = found;
  const other = language === 'ko' ? 'en' : 'ko';
  return (
    <>
      {results.length === 0 && <p class="search-note">{say('searchNothing', { term })}</p>}
      <ol class="search-results" lang={language}>
        {results.map((result) => (
          <li key={result.address}>
            <a href={result.address} onClick={onLeave}>
              <span class="search-where">{result.chapter}</span>
              <b>{result.part ? `${result.title} › ${result.part}` : result.title}</b>
              <span class="search-excerpt">
                {result.excerpt.map(({ text, marked }, at) => (marked ? <mark key={at}>{text}</mark> : text))}
              </span>
            </a>
          </li>
        ))}
      </ol>
      <p class="search-note">
        <button type="button" class="button small" onClick={() => onLanguage(other)}>
          {say(other === 'ko' ? 'searchKorean' : 'searchEnglish')}
        </button>
      </p>
    </>
  );
}

function Suggestions({ onTerm }: { onTerm(term: string): void }) {
  return (
    <div class="search-note">
      <p>{say('searchHint')}</p>
      <p class="search-suggestions">
        {say('searchSuggestions')
          .split(', ')
          .map((term) => (
            <button type="button" class="button small" key={term} onClick={() => onTerm(term)}>
              {term}
            </button>
          ))}
      </p>
      <p>
        <a href={glossaryAddress(pageLanguage())}>{say('searchGlossary')}</a>
      </p>
    </div>
  );
}

/** A press on the dialog itself is one on its backdrop: the content covers the rest. */
function closeOutside(event: MouseEvent) {
  if (event.target === event.currentTarget && event.currentTarget instanceof HTMLDialogElement)
    event.currentTarget.close();
}

function openFirst(event: Event) {
  event.preventDefault();
  document.querySelector<HTMLAnchorElement>('.search-results a')?.click();
}

function moveByArrows(event: KeyboardEvent) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || event.isComposing) return;
  const stops: (Element | null)[] = [...document.querySelectorAll('.search input, .search-results a')];
  const at = stops.indexOf(document.activeElement);
  const next = stops[Math.max(0, Math.min(stops.length - 1, at + step))];
  if (next instanceof HTMLElement) next.focus();
  event.preventDefault();
}
