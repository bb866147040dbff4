import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ending, phoneUnderTest, settled } from './fakes';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function signedIn() {
  const parts = phoneUnderTest();
  parts.phone.signIn('alice', 'secret', 'Alice');
  parts.port.say({ type: 'registered' });
  parts.port.takeAsked();
  return parts;
}

async function inCall() {
  const parts = signedIn();
  parts.phone.dial('100');
  await settled();
  parts.port.say({ type: 'answered', call: 'out-1' });
  parts.port.say({ type: 'media', call: 'out-1', state: 'connected' });
  parts.port.takeAsked();
  return parts;
}

describe('signing in', () => {
  it('connects with the gateway configuration and remembers the user but not the password', () => {
    const { phone, port, storage } = phoneUnderTest();
    phone.signIn(' alice ', 'secret');
    expect(phone.state.session).toBe('signing-in');
    expect(port.account).toMatchObject({
      user: 'alice',
      sipDomain: 'landline.test',
      webSocketUrl: 'ws://landline.test/sip',
    });
    port.say({ type: 'registered' });
    expect(phone.state).toMatchObject({ session: 'signed-in', line: 'ready', user: { name: 'alice' } });
    expect(phone.lastUser()).toBe('alice');
    expect(JSON.stringify([...storage.values])).not.toContain('secret');
  });

  it('says that the password is wrong and disconnects', () => {
    const { phone, port } = phoneUnderTest();
    phone.signIn('alice', 'wrong');
    port.say({ type: 'registration-refused', status: 403, phrase: 'Forbidden' });
    expect(phone.state).toMatchObject({
      session: 'signed-out',
      signInProblem: { title: 'Wrong user name or password' },
    });
    expect(port.asked).toContain('disconnect');
  });

  it('gives up when the service does not answer', () => {
    const { phone } = phoneUnderTest();
    phone.signIn('alice', 'secret');
    vi.advanceTimersByTime(10_000);
    expect(phone.state.signInProblem?.title).toBe('The phone service does not answer');
  });

  it('asks for what is missing', () => {
    const { phone, port } = phoneUnderTest();
    phone.signIn('', '');
    expect(phone.state.signInProblem).not.toBeNull();
    expect(port.asked).toEqual([]);
  });
});

describe('the line', () => {
  it('is connecting after a break, offline after a failed attempt, ready again', () => {
    const { phone, port } = signedIn();
    port.say({ type: 'disconnected', code: 1006 });
    expect(phone.state.line).toBe('connecting');
    port.say({ type: 'disconnected', code: 1006 });
    expect(phone.state).toMatchObject({ line: 'offline', lineDetail: expect.stringContaining('1006') });
    port.say({ type: 'connected' });
    port.say({ type: 'registered' });
    expect(phone.state).toMatchObject({ line: 'ready', lineDetail: null });
  });

  it('registers again after a refusal, less and less often', () => {
    const { phone, port } = signedIn();
    for (const waitMillis of [5_000, 10_000, 20_000, 30_000, 30_000]) {
      port.say({ type: 'registration-refused', status: 503, phrase: null });
      expect(phone.state.line).toBe('offline');
      vi.advanceTimersByTime(waitMillis - 1);
      expect(port.takeAsked()).toEqual([]);
      vi.advanceTimersByTime(1);
      expect(port.takeAsked()).toEqual(['register']);
    }
  });

  it('signs out when the password stops being right, but not in the middle of a call', async () => {
    const { phone, port } = await inCall();
    port.say({ type: 'registration-refused', status: 401, phrase: null });
    expect(phone.state).toMatchObject({ session: 'signed-in', call: { phase: 'in-call' } });
    port.say({ type: 'ended', call: 'out-1', ending: ending({}) });
    port.say({ type: 'registration-refused', status: 401, phrase: null });
    expect(phone.state).toMatchObject({ session: 'signed-out', call: null });
  });

  it('is needed for a call', () => {
    const { phone, port } = signedIn();
    port.say({ type: 'disconnected', code: 1006 });
    phone.dial('100');
    expect(phone.state).toMatchObject({ call: null, entry: '100', entryProblem: expect.stringContaining('no line') });
  });
});

describe('dialling', () => {
  it('asks for the microphone, calls, rings, talks and hangs up', async () => {
    const { phone, port, microphone, tones, remoteAudio } = signedIn();
    phone.setEntry('+44 20 7946 0958');
    phone.callEntry();
    expect(phone.state).toMatchObject({ entry: '', call: { phase: 'preparing' } });
    await settled();
    expect(port.takeAsked()).toEqual(['call out-1 +442079460958 mic']);
    port.say({ type: 'ringing', call: 'out-1' });
    expect(tones.sound).toBe('ringback');
    port.say({ type: 'early-media', call: 'out-1' });
    expect(tones.sound).toBe('none');
    const stream = {} as MediaStream;
    port.say({ type: 'remote-audio', call: 'out-1', stream });
    port.say({ type: 'media', call: 'out-1', state: 'connected' });
    port.say({ type: 'answered', call: 'out-1' });
    expect(phone.state.call?.phase).toBe('in-call');
    expect(remoteAudio.playing.get('out-1')).toBe(stream);
    phone.hangUp();
    expect(port.takeAsked()).toEqual(['hang up out-1']);
    port.say({ type: 'ended', call: 'out-1', ending: ending({ by: 'here' }) });
    expect(phone.state).toMatchObject({
      call: { phase: 'ended' },
      recents: [{ user: '+442079460958', outcome: 'answered' }],
    });
    expect(microphone.streams[0]?.track.stopped).toBe(true);
    expect(remoteAudio.playing.size).toBe(0);
  });

  it('brings the last number back for an empty field', () => {
    const { phone } = signedIn();
    phone.dial('100');
    phone.hangUp();
    phone.callEntry();
    expect(phone.state).toMatchObject({ entry: '100', call: null });
  });

  it('names demo numbers', () => {
    const { phone } = signedIn();
    phone.dial('100');
    expect(phone.state.call?.party.displayName).toBe('Echo');
  });

  it('sends the digits behind a comma after the answer', async () => {
    const { phone, port } = signedIn();
    phone.dial('100,12#');
    await settled();
    port.say({ type: 'answered', call: 'out-1' });
    port.takeAsked();
    port.say({ type: 'media', call: 'out-1', state: 'connected' });
    expect(port.takeAsked()).toEqual(['digits out-1 ,12#']);
  });

  it('leaves nothing behind when it is given up before the microphone is there', async () => {
    const { phone, port, microphone } = signedIn();
    phone.dial('100');
    phone.hangUp();
    expect(phone.state).toMatchObject({ call: null, recents: [] });
    await settled();
    expect(port.takeAsked()).toEqual([]);
    expect(microphone.streams[0]?.track.stopped).toBe(true);
  });

  it('offers to listen only when the microphone is refused', async () => {
    const { phone, port, microphone } = signedIn();
    microphone.refusal = 'NotAllowedError';
    phone.dial('100');
    await settled();
    expect(phone.state.call).toMatchObject({ phase: 'preparing', problem: { kind: 'blocked' } });
    phone.retryMicrophone();
    await settled();
    phone.listenOnly();
    expect(port.takeAsked()).toEqual(['call out-1 100 silence']);
    expect(phone.state.call).toMatchObject({ phase: 'calling', listenOnly: true });
    phone.toggleMute();
    expect(port.takeAsked()).toEqual([]);
  });

  it('speaks in a call that only listened once the microphone is allowed', async () => {
    const { phone, port, microphone } = signedIn();
    microphone.refusal = 'NotAllowedError';
    phone.dial('100');
    await settled();
    phone.listenOnly();
    port.takeAsked();
    microphone.refusal = null;
    phone.retryMicrophone();
    await settled();
    expect(port.takeAsked()).toEqual(['use out-1 mic']);
    expect(phone.state.call).toMatchObject({ phase: 'calling', listenOnly: false });
  });

  it('asks for the microphone again beside a call that only listens', async () => {
    const { phone, port, microphone } = signedIn();
    microphone.refusal = 'NotAllowedError';
    phone.dial('100');
    await settled();
    phone.listenOnly();
    port.say({ type: 'answered', call: 'out-1' });
    port.say({ type: 'media', call: 'out-1', state: 'connected' });
    port.takeAsked();
    microphone.refusal = null;
    phone.dial('101');
    await settled();
    expect(port.takeAsked()).toEqual(['hold out-1', 'call out-2 101 mic']);
    expect(phone.state.call).toMatchObject({ listenOnly: false });
  });

  it('asks for raw audio when the setting says so', () => {
    const { phone, microphone } = signedIn();
    phone.changeSettings({ rawAudio: true });
    phone.dial('100');
    expect(microphone.askedRaw).toEqual([true]);
  });
});

describe('an incoming call', () => {
  const from = { user: '+12125550123', displayName: 'Grace' };

  it('rings, is answered and forgets the ringing', async () => {
    const { phone, port, tones } = signedIn();
    port.say({ type: 'incoming', call: 'in-1', from, called: null });
    expect(tones.sound).toBe('ringtone');
    phone.answer();
    expect(tones.sound).toBe('none');
    await settled();
    expect(port.takeAsked()).toEqual(['answer in-1 mic']);
  });

  it('is declined everywhere with 603', () => {
    const { phone, port } = signedIn();
    port.say({ type: 'incoming', call: 'in-1', from, called: null });
    phone.decline();
    expect(port.takeAsked()).toEqual(['decline in-1 603']);
  });

  it('waits beside another call with a beep, and is taken while that one is held', async () => {
    const { phone, port, tones } = await inCall();
    port.say({ type: 'incoming', call: 'in-1', from, called: null });
    expect(port.takeAsked()).toEqual([]);
    expect(tones.sound).toBe('waiting');
    expect(phone.state.call).toMatchObject({ key: 'out-1', phase: 'in-call' });
    phone.answer();
    await settled();
    expect(port.takeAsked()).toEqual(['hold out-1', 'answer in-1 mic again']);
    expect(phone.state.call).toMatchObject({ key: 'in-1', phase: 'connecting' });
    expect(tones.sound).toBe('none');
  });

  it('hears busy when somebody waits already, and shows as missed', async () => {
    const { phone, port } = await inCall();
    port.say({ type: 'incoming', call: 'in-1', from, called: null });
    port.say({ type: 'incoming', call: 'in-2', from, called: null });
    expect(port.takeAsked()).toEqual(['decline in-2 486']);
    expect(phone.state.recents).toMatchObject([{ outcome: 'missed' }]);
  });

  it('hears busy from somebody who does not want to be disturbed', () => {
    const { phone, port, tones } = signedIn();
    phone.setDoNotDisturb(true);
    port.say({ type: 'incoming', call: 'in-1', from, called: null });
    expect(port.takeAsked()).toEqual(['decline in-1 486']);
    expect(tones.sound).toBe('none');
  });

  it('does not take the number field away from somebody who types', () => {
    const { phone, port } = signedIn();
    phone.setEntry('+44');
    port.say({ type: 'incoming', call: 'in-1', from, called: null });
    port.say({ type: 'ended', call: 'in-1', ending: ending({ cause: 'cancelled' }) });
    expect(phone.state).toMatchObject({ call: null, entry: '+44', recents: [{ outcome: 'missed' }] });
  });

  it('is gone when the caller gives up while the browser asks for the microphone', async () => {
    const { phone, port, microphone } = signedIn();
    port.say({ type: 'incoming', call: 'in-1', from, called: null });
    phone.answer();
    port.say({ type: 'ended', call: 'in-1', ending: ending({ cause: 'cancelled' }) });
    await settled();
    expect(port.takeAsked()).toEqual([]);
    expect(microphone.streams[0]?.track.stopped).toBe(true);
    expect(phone.state).toMatchObject({ call: { phase: 'ended' }, recents: [{ outcome: 'missed' }] });
  });
});

describe('in a call', () => {
  it('mutes, sends digits with a tone, and shows the keypad', async () => {
    const { phone, port, tones } = await inCall();
    phone.toggleMute();
    phone.toggleMute();
    phone.toggleKeypad();
    phone.sendDigit('5');
    phone.sendDigit('x');
    expect(port.takeAsked()).toEqual(['mute out-1', 'unmute out-1', 'digits out-1 5']);
    expect(tones.keys).toEqual(['5']);
    expect(phone.state.call).toMatchObject({ muted: false, keypadOpen: true, digits: '5' });
  });

  it('says so when the sound takes long', async () => {
    const { phone, port } = signedIn();
    phone.dial('100');
    await settled();
    port.say({ type: 'answered', call: 'out-1' });
    vi.advanceTimersByTime(5_000);
    expect(phone.state.call).toMatchObject({ phase: 'connecting', slow: true });
  });

  it('goes back to the keypad by itself after a normal end, never after a problem', async () => {
    const { phone, port } = await inCall();
    port.say({ type: 'ended', call: 'out-1', ending: ending({}) });
    vi.advanceTimersByTime(8_000);
    expect(phone.state.call).toBeNull();
    phone.dial('103');
    await settled();
    port.say({ type: 'ended', call: 'out-2', ending: ending({ cause: 'refused', status: 486 }) });
    vi.advanceTimersByTime(60_000);
    expect(phone.state.call?.phase).toBe('ended');
  });

  it('signing out gives microphone and sound back', async () => {
    const { phone, port, microphone, remoteAudio, tones } = await inCall();
    phone.signOut();
    expect(port.takeAsked()).toEqual(['disconnect']);
    expect(microphone.streams[0]?.track.stopped).toBe(true);
    expect(remoteAudio.playing.size).toBe(0);
    expect(tones.sound).toBe('none');
    expect(phone.state).toMatchObject({ session: 'signed-out', call: null, recents: [] });
  });
});
