/** Every text that people read, one file per language; numbers and names are filled in here. */
import type de from './de.json';
import type en from './en.json';
import { language, locale } from './language.ts';

export type Texts = typeof en;
/** A text that one language has and the other lacks does not compile. */
type HasAllTextsOf<Other, Own extends Other> = Own;
export type GermanTexts = HasAllTextsOf<Texts, typeof de>;
export type EnglishTexts = HasAllTextsOf<typeof de, Texts>;

/** Only the language in use is loaded. */
export const texts: Texts =
  language === 'de'
    ? (await import('./de.json', { with: { type: 'json' } })).default
    : (await import('./en.json', { with: { type: 'json' } })).default;

/** `fill('Paired {name}', { name })` */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, key: string) => String(values[key] ?? whole));
}

const plurals = new Intl.PluralRules(language);
const numbers = new Intl.NumberFormat(locale);

/** One of two forms by the number, which stands in them as `{n}`. */
export function count(forms: { one: string; other: string }, n: number): string {
  return fill(plurals.select(n) === 'one' ? forms.one : forms.other, { n: numbers.format(n) });
}

export const number = (value: number): string => numbers.format(value);
export const percent = (part: number, digits = 0): string =>
  new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: digits }).format(part);
/** `left, right and any` in the language of the page. */
export const listOf = (items: readonly string[]): string => new Intl.ListFormat(language).format(items);

/** The text for a code of the API (`not_matched`); an unknown code stays readable. */
export function word(words: Readonly<Record<string, string>>, code: string): string {
  return words[code] ?? code.replaceAll('_', ' ');
}
