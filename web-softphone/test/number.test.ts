import { describe, expect, it } from 'vitest';
import { cleanPasted, formatNumber, initials, parseDialled } from '../src/number';
import { t } from '../src/words/words';

describe('pasted text', () => {
  it.each([
    ['Tel: (020) 7946-0958 ext 12', '02079460958,12'],
    ['tel:+44-20-7946-0958;ext=12', '+442079460958,12'],
    ['+44 (0)20 7946 0958', '+442079460958'],
    ['0044 (0) 20 7946 0958', '00442079460958'],
    ['Phone: +1 (212) 555-0123 x45', '+12125550123,45'],
    ['1-800-FLOWERS', '18003569377'],
    ['\u202a+49 30 901820\u202c', '+4930901820'],
    ['+49 30 90 18 20', '+4930901820'],
    ['*98#', '*98#'],
    ['12+34', '1234'],
    ['sip:alice@example.com;transport=ws', 'alice@example.com'],
    ['"Alice" <sips:alice@example.com>', 'alice@example.com'],
    ['sip:echo', 'echo'],
    ['alice', 'alice'],
    ['no digits here', ''],
  ])('%s becomes %s', (text, dialable) => {
    expect(cleanPasted(text)).toBe(dialable);
  });
});

describe('the number field', () => {
  it('gives target and digits for after the answer', () => {
    expect(parseDialled(' 020 7946 0958,,12# ')).toEqual({
      ok: true,
      dialled: { target: '02079460958', postDial: ',12#' },
    });
  });

  it.each(['', '   ', '+', '()-', 'hello world'])('refuses %j with words', (text) => {
    const result = parseDialled(text);
    expect(result.ok).toBe(false);
    expect(!result.ok && t(result.problem)).toMatch(/\.$/);
  });

  it('refuses what is too long to be a number', () => {
    expect(parseDialled('1'.repeat(65)).ok).toBe(false);
  });
});

describe('numbers for reading', () => {
  it.each([
    ['+12125550123', '+1 212 555 0123'],
    ['+442079460958', '+44 207 946 0958'],
    ['+4930901820', '+49 309 018 20'],
    ['+35312345678', '+353 123 456 78'],
    ['02079460958', '020 794 609 58'],
    ['100', '100'],
    ['echo', 'echo'],
    ['alice@example.com', 'alice@example.com'],
  ])('%s reads %s', (number, shown) => {
    expect(formatNumber(number)).toBe(shown);
  });

  it('takes initials from names and none from numbers', () => {
    expect(initials('Alice Andrews')).toBe('AA');
    expect(initials('élodie')).toBe('É');
    expect(initials('+44 20 7946')).toBeNull();
    expect(initials(null)).toBeNull();
  });
});
