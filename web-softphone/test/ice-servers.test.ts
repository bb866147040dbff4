import { afterEach, describe, expect, it, vi } from 'vitest';
import { leaveWhenGathered, NO_ICE_SETUP, readIceSetup } from '../src/ice-servers';

describe('what a gateway says about STUN and TURN', () => {
  it('is taken as the browser wants it', () => {
    const relay = { urls: ['turn:t.example:3478?transport=udp'], username: '1700003600:alice', credential: 'c=' };
    expect(
      readIceSetup(JSON.stringify({ iceServers: [{ urls: ['stun:s.example'] }, relay], gatherMillis: 1000 })),
    ).toEqual({
      servers: [{ urls: ['stun:s.example'] }, relay],
      gatherMillis: 1000,
    });
  });

  it.each([undefined, null, '', 'no json', '[]', '7', '{"iceServers":7}'])('is nothing when it is %s', (body) => {
    expect(readIceSetup(body)).toEqual(NO_ICE_SETUP);
  });

  it('loses what a browser would refuse', () => {
    const servers = [
      { urls: ['http://t.example', 'stun:s.example'] },
      { urls: ['turn:t.example'] },
      { urls: 'turn:t.example', username: 'u', credential: 'c' },
      null,
    ];
    expect(readIceSetup(JSON.stringify({ iceServers: servers, gatherMillis: 99_999 }))).toEqual({
      servers: [{ urls: ['stun:s.example'] }],
      gatherMillis: 3000,
    });
  });
});

describe('an offer', () => {
  const host = { candidate: 'candidate:1 1 udp 1 192.0.2.1 5 typ host generation 0' } as RTCIceCandidate;
  const relay = { candidate: 'candidate:2 1 udp 1 192.0.2.9 6 typ relay raddr 192.0.2.1 rport 5' } as RTCIceCandidate;

  afterEach(() => {
    vi.useRealTimers();
  });

  it('leaves on the first candidate when the gateway needs none', () => {
    const ready = vi.fn();
    leaveWhenGathered(0)({ candidate: host, ready });
    expect(ready).toHaveBeenCalledOnce();
  });

  it('waits for a relay, but not for ever', () => {
    vi.useFakeTimers();
    const ready = vi.fn();
    const seen = leaveWhenGathered(1000);
    seen({ candidate: host, ready });
    expect(ready).not.toHaveBeenCalled();
    seen({ candidate: relay, ready });
    expect(ready).toHaveBeenCalledOnce();
    const late = vi.fn();
    leaveWhenGathered(1000)({ candidate: host, ready: late });
    vi.advanceTimersByTime(1000);
    expect(late).toHaveBeenCalledOnce();
  });
});
