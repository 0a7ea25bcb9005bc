/** Every word that people read, from one file; what has a number or a name in it is filled in here. */
import en from './en.json';

export const texts = en;

/** `fill('Paired {name}', { name })` */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, key: string) => String(values[key] ?? whole));
}

const plurals = new Intl.PluralRules('en');
const numbers = new Intl.NumberFormat('en');

/** One of two forms by the number, which stands in them as `{n}`. */
export function count(forms: { one: string; other: string }, n: number): string {
  return fill(plurals.select(n) === 'one' ? forms.one : forms.other, { n: numbers.format(n) });
}

export const number = (value: number): string => numbers.format(value);
export const percent = (part: number, digits = 0): string =>
  new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: digits }).format(part);

/** A word of the API (`not_matched`) as people read it; one that is not known yet stays readable. */
export function word(words: Record<string, string>, key: string): string {
  return words[key] ?? key.replaceAll('_', ' ');
}
