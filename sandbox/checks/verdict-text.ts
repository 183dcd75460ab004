import type { LocalizedText, RichText } from '../contract/rich-text.ts';
import type { Text, Values } from './lesson.ts';

/** A name or an id fits; more of what a learner's engine says is cut. */
const maxValueLength = 200;
/** The contract's limit of one part. */
const maxPartLength = 4_000;

/** Renders a lesson's text in both languages. A value that the judge did not give shows as `?`: see `missingValues`. */
export function renderText(text: Text, values: Values = {}): LocalizedText {
  return { ko: renderLanguage(text.ko, values), en: renderLanguage(text.en, values) };
}

/** Placeholders of either language that `values` does not fill. The proof fails on them. */
export function missingValues(text: Text, values: Values = {}): string[] {
  const names = [...placeholders(text.ko), ...placeholders(text.en)];
  return [...new Set(names)].filter((name) => !Object.hasOwn(values, name));
}

/** Names in braces, each once, in the order in which they first stand. */
export function placeholders(text: string): string[] {
  return [...new Set([...text.matchAll(placeholder)].map(([, name = '']) => name))];
}

/** Not the double braces of a Go template (`--format '{{json .}}'`). */
const placeholder = /(?<!\{)\{([a-zA-Z][a-zA-Z0-9]*)\}(?!\})/g;

function renderLanguage(text: string, values: Values): RichText {
  // Every second piece stood between backticks.
  return text.split('`').flatMap((piece, index) => renderPiece(piece, index % 2 ? 'code' : 'text', values));
}

function renderPiece(piece: string, kind: 'text' | 'code', values: Values): RichText {
  const parts = piece.split(placeholder).map((part, index): RichText[number] => {
    if (index % 2 === 0) return { kind, text: part.slice(0, maxPartLength) };
    return { kind: 'value', text: Object.hasOwn(values, part) ? visibleValue(values[part]) : '?' };
  });
  return parts.filter((part) => part.text !== '');
}

/**
 * What a learner's engine or keyboard said, made harmless to read: control characters and characters that turn the
 * reading direction or hide are spelt out, and the length is bounded.
 */
export function visibleValue(value: string | number | undefined): string {
  const all = [...String(value ?? '?').slice(0, 2 * maxValueLength + 2)];
  const shown = all.slice(0, maxValueLength).join('').replace(invisible, spellOut);
  return all.length > maxValueLength ? `${shown}…` : shown;
}

/** All values of a verdict that a text can name, as a page may show them. */
export function visibleValues(values: Values): Record<string, string> {
  const shown = Object.entries(values).filter(([name]) => /^[a-zA-Z][a-zA-Z0-9]{0,39}$/.test(name));
  return Object.fromEntries(shown.map(([name, value]) => [name, visibleValue(value)]));
}

/** Controls (Cc), formats such as bidi overrides and zero-width characters (Cf), lone surrogates, line separators. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

function spellOut(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}
