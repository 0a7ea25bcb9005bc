import { resolveLanguage, resolveLocale } from './language.ts';

describe('the language of the console', () => {
  it('is what the person chose, else the first one of the browser that exists, else English', () => {
    expect(resolveLanguage('de', ['en-US'])).toBe('de');
    expect(resolveLanguage(null, ['fr-FR', 'de-AT', 'en'])).toBe('de');
    expect(resolveLanguage(null, ['fr-FR'])).toBe('en');
    expect(resolveLanguage(null, [])).toBe('en');
  });

  it('formats numbers and dates as in the region that the browser names', () => {
    expect(resolveLocale('de', ['de', 'de-AT'])).toBe('de-AT');
    expect(resolveLocale('en', ['de-DE'])).toBe('en-GB');
    expect(resolveLocale('en', ['en-US'])).toBe('en-US');
  });
});
