import { describe, expect, it, vi } from 'vitest';
import { reduceCall, type Call, type CallEvent } from '../src/call';
import { announcement, clock, partyName, phaseWords } from '../src/call-words';
import { loadConfig, readConfig } from '../src/config';
import { addRecent, loadRecents, recentOf, RECENTS_KEPT, saveRecents } from '../src/recents';
import { PageRemoteAudio } from '../src/remote-audio';
import { SettingsStore } from '../src/settings';
import { shortcutFor, type KeyContext } from '../src/shortcuts';
import { keyPair, ringbackFor, soundFor } from '../src/tones';
import { ending, MemoryStorage } from './fakes';

const PAGE = { protocol: 'https:', host: 'phone.test:8443', hostname: 'phone.test', href: 'https://phone.test:8443/x' };
const page = PAGE as Location;
const call = (...events: CallEvent[]) =>
  events.reduce<Call | null>(
    reduceCall,
    reduceCall(null, { type: 'dialled', key: 'k', party: { user: '100', displayName: null }, atMillis: 0 }),
  )!;
const INVITED: CallEvent = { type: 'invited', listenOnly: false };
const TALKING = call(INVITED, { type: 'answered', atMillis: 0 }, { type: 'media-connected' });
const RINGS = reduceCall(null, {
  type: 'offered',
  key: 'k',
  party: { user: 'bob', displayName: 'Bob' },
  called: null,
  atMillis: 0,
});

describe('the gateway configuration', () => {
  it('has defaults from the page address', () => {
    const defaults = {
      sipDomain: 'phone.test',
      webSocketUrl: 'wss://phone.test:8443/sip',
      country: 'GB',
      partners: [],
      graceSeconds: 15,
      demo: null,
    };
    expect(readConfig(null, page)).toEqual(defaults);
    expect(readConfig({ sipDomain: '', webSocketUrl: null, demo: null }, page)).toEqual(defaults);
    expect(readConfig({}, { ...PAGE, protocol: 'http:' } as Location).webSocketUrl).toMatch(/^ws:/);
  });

  it('takes what is given and leaves out what is broken', () => {
    const demo = {
      accounts: [{ user: 'alice', password: 'a' }, { user: 'bob' }, 'nonsense'],
      numbers: [{ number: '100', title: 'Echo', description: 'Says it back' }, { title: 'No number' }],
    };
    expect(
      readConfig({ sipDomain: 'sip.test', webSocketUrl: 'wss://sip.test/sip', graceSeconds: 15, demo }, page),
    ).toEqual({
      sipDomain: 'sip.test',
      webSocketUrl: 'wss://sip.test/sip',
      country: 'GB',
      partners: [],
      graceSeconds: 15,
      demo: {
        accounts: [{ user: 'alice', password: 'a', displayName: 'alice' }],
        numbers: [{ number: '100', title: 'Echo', description: 'Says it back' }],
      },
    });
  });

  it('survives a 404, a broken answer and no answer', async () => {
    const notFound = vi.fn(async () => new Response('', { status: 404 }));
    expect((await loadConfig(page, notFound)).sipDomain).toBe('phone.test');
    expect(String((notFound.mock.calls as unknown[][])[0]?.[0])).toBe('https://phone.test:8443/api/config');
    expect((await loadConfig(page, async () => new Response('<html>'))).sipDomain).toBe('phone.test');
    expect((await loadConfig(page, () => Promise.reject(new Error('offline')))).demo).toBeNull();
  });
});

describe('shortcuts', () => {
  const press = (key: string, shiftKey = false) => ({ key, shiftKey, ctrlKey: false, altKey: false, metaKey: false });
  const context: KeyContext = { call: null, typing: false, onControl: false, singleKeys: true };

  it('type numbers from anywhere while there is no call', () => {
    expect(shortcutFor(press('5'), context)).toEqual({ type: 'type', character: '5' });
    expect(shortcutFor(press('+'), { ...context, onControl: true })).toEqual({ type: 'type', character: '+' });
    expect(shortcutFor(press('5'), { ...context, typing: true })).toBeNull();
    expect(shortcutFor(press('5'), { ...context, call: TALKING })).toBeNull();
  });

  it('send digits while the keypad is open', () => {
    const open = reduceCall(TALKING, { type: 'keypad', open: true });
    expect(shortcutFor(press('#'), { ...context, call: open })).toEqual({ type: 'digit', digit: '#' });
  });

  it('Enter calls, but not when it works a button', () => {
    expect(shortcutFor(press('Enter'), context)).toEqual({ type: 'call' });
    expect(shortcutFor(press('Enter'), { ...context, onControl: true })).toBeNull();
    expect(shortcutFor(press('Enter'), { ...context, call: TALKING })).toBeNull();
  });

  it('letters act on the call they fit', () => {
    expect(shortcutFor(press('a'), { ...context, call: RINGS })).toEqual({ type: 'answer' });
    expect(shortcutFor(press('D'), { ...context, call: RINGS })).toEqual({ type: 'decline' });
    expect(shortcutFor(press('m'), { ...context, call: RINGS })).toBeNull();
    expect(shortcutFor(press('m'), { ...context, call: TALKING })).toEqual({ type: 'mute' });
    expect(shortcutFor(press('k'), { ...context, call: TALKING })).toEqual({ type: 'keypad' });
    expect(shortcutFor(press('E', true), { ...context, call: TALKING })).toEqual({ type: 'hang-up' });
    expect(shortcutFor(press('e'), { ...context, call: TALKING })).toBeNull();
    expect(shortcutFor(press('m'), context)).toBeNull();
  });

  it('can be switched off and leave browser keys alone', () => {
    expect(shortcutFor(press('?'), context)).toEqual({ type: 'help' });
    expect(shortcutFor(press('?'), { ...context, singleKeys: false })).toBeNull();
    expect(shortcutFor({ ...press('a'), ctrlKey: true }, { ...context, call: RINGS })).toBeNull();
    expect(shortcutFor(press('Escape'), { ...context, typing: true })).toEqual({ type: 'close' });
  });
});

describe('settings', () => {
  it('are kept, and the page address wins for raw audio', () => {
    const storage = new MemoryStorage();
    const store = new SettingsStore(storage, '');
    expect(store.read()).toEqual({
      rawAudio: false,
      echoCancellation: true,
      noiseSuppression: true,
      gainControl: true,
      singleKeys: true,
      autoAnswer: false,
      language: 'en',
      theme: 'auto',
      microphone: '',
      speaker: '',
      ringer: '',
    });
    store.write({ rawAudio: true });
    store.write({ singleKeys: false });
    expect(storage.getItem('landline.audio')).toBe('raw');
    store.write({ language: 'de', theme: 'dark', microphone: 'usb' });
    expect(store.read()).toMatchObject({ rawAudio: true, singleKeys: false });
    expect(store.read()).toMatchObject({ language: 'de', theme: 'dark', microphone: 'usb' });
    expect(new SettingsStore(new MemoryStorage(), '', ['ar-EG', 'en']).read().language).toBe('ar');
    expect(new SettingsStore(storage, '?audio=normal').read().rawAudio).toBe(false);
    expect(new SettingsStore(null, '?audio=raw').read().rawAudio).toBe(true);
  });

  it('work without any storage', () => {
    const broken = {
      getItem: () => {
        throw new Error('no');
      },
      setItem: () => {
        throw new Error('no');
      },
    };
    const store = new SettingsStore(broken as unknown as Storage, '');
    store.rememberNumber('100');
    expect(store.lastNumber()).toBe('');
  });
});

describe('recent calls', () => {
  it('are kept for each account, newest first, and not for ever', () => {
    const store = new SettingsStore(new MemoryStorage(), '');
    let list = loadRecents(store, 'alice');
    const over = reduceCall(TALKING, { type: 'ended', ending: ending({}), atMillis: 5000 })!;
    for (let count = 0; count < RECENTS_KEPT + 5; count += 1) {
      list = addRecent(list, recentOf(over));
    }
    saveRecents(store, 'alice', list);
    expect(loadRecents(store, 'alice')).toHaveLength(RECENTS_KEPT);
    expect(loadRecents(store, 'alice')[0]).toMatchObject({ user: '100', outcome: 'answered', seconds: 5 });
    expect(loadRecents(store, 'bob')).toEqual([]);
    store.set('landline.recents.bob', '{"no": "list"}');
    expect(loadRecents(store, 'bob')).toEqual([]);
  });

  it('know who answered', () => {
    const reason = { protocol: 'SIP', cause: 200, text: null } as const;
    const end = (facts: object) =>
      reduceCall(RINGS, { type: 'ended', ending: ending({ cause: 'cancelled', ...facts }), atMillis: 1 })!;
    expect(recentOf(end({})).outcome).toBe('missed');
    expect(recentOf(end({ reason })).outcome).toBe('elsewhere');
    expect(recentOf(call(INVITED, { type: 'ended', ending: ending({}), atMillis: 1 })).outcome).toBe('unanswered');
  });
});

describe('words and tones', () => {
  it('say the state and never a bare number of seconds', () => {
    expect(phaseWords(call())).toBe('Waiting for the microphone…');
    expect(phaseWords(call(INVITED))).toBe('Calling…');
    expect(announcement(RINGS)).toBe('Incoming call from Bob');
    expect(announcement(reduceCall(TALKING, { type: 'muted', muted: true }))).toBe('In call with 100, muted');
    expect(
      announcement(call(INVITED, { type: 'ended', ending: ending({ cause: 'refused', status: 486 }), atMillis: 1 })),
    ).toBe('Busy. Try again in a moment.');
    expect(partyName({ user: 'anonymous', displayName: null })).toBe('Unknown caller');
    expect([clock(0), clock(247), clock(3725)]).toEqual(['0:00', '4:07', '1:02:05']);
  });

  it('rings back only while the network is silent', () => {
    expect(soundFor(call(INVITED))).toBe('none');
    expect(soundFor(call(INVITED, { type: 'ringing' }))).toBe('ringback');
    expect(soundFor(call(INVITED, { type: 'early-media' }))).toBe('none');
    expect(soundFor(RINGS)).toBe('ringtone');
    expect(soundFor(null)).toBe('none');
  });

  it('knows the keys and the ringing tone of the country', () => {
    expect(keyPair('1')).toEqual([697, 1209]);
    expect(keyPair('#')).toEqual([941, 1477]);
    expect(keyPair('0')).toEqual([941, 1336]);
    expect(keyPair('+')).toBeNull();
    expect(keyPair('')).toBeNull();
    expect(ringbackFor('en-GB').hertz).toEqual([400, 450]);
    expect(ringbackFor('en-US').pattern).toEqual([2, 4]);
    expect(ringbackFor('de').hertz).toEqual([425]);
  });
});

describe('remote audio', () => {
  it('has one element for a call, however often its track comes', () => {
    vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue(undefined);
    const audio = new PageRemoteAudio(document.body);
    const stream = new MediaStream();
    audio.attach('k', stream);
    audio.attach('k', stream);
    expect(document.querySelectorAll('audio')).toHaveLength(1);
    expect(document.querySelector('audio')?.srcObject).toBe(stream);
    audio.detach('k');
    audio.detach('k');
    expect(document.querySelectorAll('audio')).toHaveLength(0);
  });
});
