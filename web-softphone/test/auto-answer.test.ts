import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answerByItself } from '../src/auto-answer';
import { shortcutFor } from '../src/shortcuts';
import { phoneUnderTest } from './fakes';

const FROM = { user: '+442079460958', displayName: null };

describe('a phone that answers by itself', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function rung(autoAnswer: boolean) {
    const under = phoneUnderTest();
    answerByItself(under.phone);
    under.phone.signIn('alice', 'secret');
    under.port.say({ type: 'registered' });
    under.phone.changeSettings({ autoAnswer });
    under.port.say({ type: 'incoming', call: 'in-1', from: FROM, called: null });
    return under;
  }
  const answers = (asked: readonly string[]) => asked.filter((one) => one.startsWith('answer'));

  it('takes a call after three seconds of ringing', async () => {
    const { port } = rung(true);
    await vi.advanceTimersByTimeAsync(2_900);
    expect(answers(port.asked)).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    expect(answers(port.asked)).toHaveLength(1);
  });

  it('takes none that a person does not want taken, or that is over by then', async () => {
    const asked = rung(false);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(answers(asked.port.asked)).toEqual([]);
    const declined = rung(true);
    declined.phone.decline();
    declined.phone.changeSettings({ autoAnswer: false });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(answers(declined.port.asked)).toEqual([]);
  });
});

describe('the space bar', () => {
  const press = { key: ' ', shiftKey: false, ctrlKey: false, altKey: false, metaKey: false };
  const call = (muted: boolean) => ({ phase: 'in-call', muted, keypadOpen: false }) as never;

  it('lets a muted person be heard, but works on whatever has the focus first', () => {
    const context = { typing: false, onControl: false, singleKeys: true };
    expect(shortcutFor(press, { ...context, call: call(true) })).toEqual({ type: 'talk' });
    expect(shortcutFor(press, { ...context, call: call(false) })).toBeNull();
    expect(shortcutFor(press, { ...context, call: call(true), onControl: true })).toBeNull();
    expect(shortcutFor(press, { ...context, call: call(true), typing: true })).toBeNull();
  });
});
