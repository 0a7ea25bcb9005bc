import { locale } from '../texts/language.ts';

/** Money as people write it: the API counts in the currency's smallest unit. */
export function amountOf({ amount_minor, currency }: { amount_minor?: number; currency?: string }): string | null {
  if (amount_minor === undefined || currency === undefined) return null;
  try {
    const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
    return format.format(amount_minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
  } catch {
    return `${amount_minor} ${currency}`; // three letters that are no currency
  }
}
