import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { say } from '../lib/page.ts';

export interface Question {
  title: string;
  children: ComponentChildren;
  /** The button that does it. */
  yes: string;
  danger?: boolean;
  onYes(): void;
  onClose(): void;
}

/** A question in a modal `<dialog>`: Escape and "cancel" leave everything as it is, and focus goes back by itself. */
export function QuestionDialog({ title, children, yes, danger = false, onYes, onClose }: Question) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  const answer = () => {
    dialog.current?.close();
    onYes();
  };
  return (
    <dialog class="question" ref={dialog} onClose={onClose} aria-labelledby={titleId}>
      <h2 id={titleId}>{title}</h2>
      {children}
      <div class="buttons">
        <button type="button" class="button" onClick={() => dialog.current?.close()}>
          {say('cancel')}
        </button>
        <button type="button" class={`button ${danger ? 'danger' : 'primary'}`} onClick={answer}>
          {yes}
        </button>
      </div>
    </dialog>
  );
}
