/** Which language and number formats the console uses: what the person chose here, else what the browser prefers. */

export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];
/** Without a regional preference dates are written as in these places. */
const DEFAULT_LOCALES: Record<Language, string> = { en: 'en-GB', de: 'de-DE' };
const STORAGE_KEY = 'thenar.language';

const isLanguage = (value: string | null): value is Language => LANGUAGES.some((language) => language === value);
const languageOf = (tag: string): string => tag.split('-')[0]!.toLowerCase();

/** @returns null when the browser decides */
export function chosenLanguage(): Language | null {
  const chosen = globalThis.localStorage?.getItem(STORAGE_KEY) ?? null;
  return isLanguage(chosen) ? chosen : null;
}

/** The page is loaded again: every module reads its texts once. */
export function chooseLanguage(language: Language | null): void {
  if (language === null) localStorage.removeItem(STORAGE_KEY);
  else localStorage.setItem(STORAGE_KEY, language);
  window.location.reload();
}

/** @param preferred tags of the browser, best first */
export function resolveLanguage(chosen: Language | null, preferred: readonly string[]): Language {
  return chosen ?? preferred.map(languageOf).find(isLanguage) ?? 'en';
}

/** Regional formats of that language, where the browser names a region. */
export function resolveLocale(language: Language, preferred: readonly string[]): string {
  const regional = preferred.find((tag) => languageOf(tag) === language && tag.includes('-'));
  return regional ?? DEFAULT_LOCALES[language];
}

// Node has a `navigator` too, of whichever machine runs the tests
const preferred = typeof document === 'undefined' ? [] : navigator.languages;
export const language = resolveLanguage(chosenLanguage(), preferred);
export const locale = resolveLocale(language, preferred);
