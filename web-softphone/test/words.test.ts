import { afterEach, describe, expect, it } from 'vitest';
import { readRoute, routeTo } from '../src/routes';
import { preferredLanguage, speak, t } from '../src/words/words';

describe('words', () => {
  afterEach(() => speak('en'));

  it('says a sentence in the language of the page', async () => {
    expect(t('shell.phone')).toBe('Phone');
    await speak('de');
    expect(t('shell.phone')).toBe('Telefon');
  });

  it('speaks the first language asked for that it knows, English otherwise', () => {
    expect(preferredLanguage(['fr-FR', 'ar-EG', 'de'])).toBe('ar');
    expect(preferredLanguage(['fr'])).toBe('en');
  });
});

describe('routes', () => {
  it('reads area, rest and query of an address', () => {
    const route = readRoute('#/history/a%2Fb?tag=sales');
    expect([route.area, route.rest, route.query.get('tag')]).toEqual(['history', 'a/b', 'sales']);
    expect(readRoute('#nonsense').area).toBe('phone');
  });

  it('writes addresses that it can read', () => {
    expect(readRoute(routeTo('dial', '', { to: '+44 20' })).query.get('to')).toBe('+44 20');
  });
});
