import { describe, expect, it, vi } from 'vitest';
import { AsYouType } from '../src/as-you-type';

async function loaded(country: string): Promise<AsYouType> {
  const typing = new AsYouType(country);
  typing.load();
  await vi.waitFor(() => expect(typing.grouped('+442079460958')).toContain(' '));
  return typing;
}

describe('a number that is being typed', () => {
  it('is grouped as people of its country write it', async () => {
    const typing = await loaded('GB');
    expect(typing.grouped('02079460958')).toBe('020 7946 0958');
    expect(typing.grouped('+4930123456')).toBe('+49 30 123456');
    expect(typing.grouped('020 79460')).toBe('020 7946 0');
  });

  it('stays as it is when it is a name, a code, or goes on behind a comma', async () => {
    const typing = await loaded('GB');
    for (const entry of ['alice', '*43', '+442079460958,12', 'alice@example.com', '']) {
      expect(typing.grouped(entry)).toBe(entry);
    }
  });

  it('loses a digit with each step back, never a space alone', async () => {
    const typing = await loaded('GB');
    expect(typing.shortened('020 7946 0')).toBe('020 7946');
    expect(typing.shortened('+44 20')).toBe('+44 2');
    expect(typing.shortened('alice')).toBe('alic');
  });

  it('stays as it is until the rules are there, and for a country that they do not know', async () => {
    expect(new AsYouType('GB').grouped('02079460958')).toBe('02079460958');
    expect((await loaded('ZZ')).grouped('02079460958')).toBe('02079460958');
  });
});
