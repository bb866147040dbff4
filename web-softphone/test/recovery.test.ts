import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Recovery } from '../src/recovery';
import { RecordingPort } from './fakes';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function recovering() {
  const port = new RecordingPort();
  return { port, recovery: new Recovery(port) };
}

describe('after the network has changed', () => {
  it('keeps a socket that still answers', () => {
    const { port, recovery } = recovering();
    recovery.suspect();
    port.answers();
    vi.advanceTimersByTime(5_000);
    expect(port.takeAsked()).toEqual(['probe']);
  });

  it('replaces a socket that does not answer', () => {
    const { port, recovery } = recovering();
    recovery.suspect();
    recovery.suspect();
    vi.advanceTimersByTime(500);
    expect(port.takeAsked()).toEqual(['probe', 'reconnect']);
  });

  it('begins ICE anew for a call whose way is broken, once the line is proven', () => {
    const { port, recovery } = recovering();
    recovery.onCall({ type: 'media', call: 'a', state: 'connected' });
    recovery.onCall({ type: 'media', call: 'b', state: 'connected' });
    recovery.onCall({ type: 'media', call: 'a', state: 'interrupted' });
    expect(port.takeAsked()).toEqual(['probe']);
    port.answers();
    expect(port.takeAsked()).toEqual(['restart a']);
    recovery.onCall({ type: 'media', call: 'a', state: 'connected' });
    port.answers();
    vi.advanceTimersByTime(10_000);
    expect(port.takeAsked()).toEqual([]);
  });

  it('begins ICE anew for all calls when packets stay away and the socket leads nowhere', () => {
    const { port, recovery } = recovering();
    recovery.onCall({ type: 'media', call: 'a', state: 'connected' });
    recovery.onCall({ type: 'media', call: 'b', state: 'connected' });
    port.silent = 450;
    vi.advanceTimersByTime(200);
    expect(port.takeAsked()).toEqual(['probe']);
    vi.advanceTimersByTime(500);
    expect(port.takeAsked()).toEqual(['reconnect']);
    recovery.onLine({ type: 'registered' });
    expect(port.takeAsked()).toEqual(['restart a', 'restart b']);
  });

  it('leaves calls alone when the other side only pauses, and asks seldom', () => {
    const { port, recovery } = recovering();
    recovery.onCall({ type: 'media', call: 'a', state: 'connected' });
    port.silent = 450;
    for (let i = 0; i < 31; i += 1) {
      vi.advanceTimersByTime(200);
      port.answers();
    }
    expect(port.takeAsked()).toEqual(['probe', 'probe', 'probe']);
  });

  it('tries again as long as a way is broken, and not after the end of the call', () => {
    const { port, recovery } = recovering();
    recovery.onCall({ type: 'media', call: 'a', state: 'connected' });
    recovery.onCall({ type: 'media', call: 'a', state: 'interrupted' });
    port.answers();
    port.takeAsked();
    vi.advanceTimersByTime(3_000);
    expect(port.takeAsked()).toEqual(['probe']);
    const facts = { cause: 'hung-up', by: 'here', status: null, phrase: null, reason: null } as const;
    recovery.onCall({ type: 'ended', call: 'a', ending: { ...facts, retryAfterSeconds: null, sipCallId: null } });
    port.answers();
    vi.advanceTimersByTime(9_000);
    expect(port.takeAsked()).toEqual([]);
  });
});
