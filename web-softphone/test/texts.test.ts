import { describe, expect, it } from 'vitest';
import { Correspondence, type Kept } from '../src/correspondence';
import { readSummary } from '../src/jssip-texts';
import { SettingsStore } from '../src/settings';
import { unreadIn } from '../src/texts';
import { RecordingPort } from './fakes';

class MemoryStorage {
  readonly all = new Map<string, string>();
  getItem = (key: string) => this.all.get(key) ?? null;
  setItem = (key: string, value: string) => void this.all.set(key, value);
  removeItem = (key: string) => void this.all.delete(key);
}

function person(storage = new MemoryStorage()) {
  const port = new RecordingPort();
  let kept: Kept = { recents: [], texts: [] };
  const store = new SettingsStore(storage as unknown as Storage, '');
  const correspondence = new Correspondence(port, store, (now) => (kept = now));
  correspondence.of('alice');
  return { port, correspondence, kept: () => kept, storage };
}

const BOB = { user: 'bob', displayName: 'Bob' };

describe('what is written', () => {
  it('is sent, shown at once, and marked when it was taken', () => {
    const alice = person();
    alice.correspondence.send('bob', '  Lunch?  ');
    expect(alice.port.takeAsked()).toEqual(['text bob Lunch?']);
    expect(alice.kept().texts[0]?.texts[0]).toMatchObject({ mine: true, text: 'Lunch?', state: 'sent' });
  });

  it('is marked when it did not get there, also when the page went meanwhile', () => {
    const alice = person();
    alice.port.textTaken = false;
    alice.correspondence.send('nobody', 'Hello');
    expect(alice.kept().texts[0]?.texts[0]?.state).toBe('failed');
    alice.port.sendText = () => undefined;
    alice.correspondence.send('bob', 'Still there?');
    expect(person(alice.storage).kept().texts[0]?.texts[0]?.state).toBe('failed');
  });

  it('counts as unread until somebody looks at it', () => {
    const alice = person();
    alice.correspondence.heard(BOB, 'One');
    alice.correspondence.heard(BOB, 'Two');
    expect(unreadIn(alice.kept().texts)).toBe(2);
    alice.correspondence.read('bob');
    expect(unreadIn(alice.kept().texts)).toBe(0);
    alice.correspondence.heard(BOB, 'Three');
    expect(unreadIn(alice.kept().texts)).toBe(0);
    alice.correspondence.read(null);
    alice.correspondence.heard(BOB, 'Four');
    expect(unreadIn(alice.kept().texts)).toBe(1);
  });

  it('is bounded, and each account has its own', () => {
    const alice = person();
    for (let i = 0; i < 150; i++) {
      alice.correspondence.heard(BOB, `Text ${i}`);
    }
    expect(alice.kept().texts[0]?.texts).toHaveLength(100);
    alice.correspondence.of('carol');
    expect(alice.kept().texts).toEqual([]);
  });

  it('is nothing when it is empty, or nobody is signed in', () => {
    const alice = person();
    alice.correspondence.send('bob', '   ');
    alice.correspondence.over();
    alice.correspondence.send('bob', 'Hello');
    expect(alice.port.takeAsked()).toEqual([]);
  });
});

describe('word about voicemail', () => {
  it('is read with the number where it is heard', () => {
    const body = 'Messages-Waiting: yes\r\nMessage-Account: sip:+442079460100@pbx.test\r\nVoice-Message: 2/8 (0/2)\r\n';
    expect(readSummary(body)).toEqual({ waiting: true, fresh: 2, number: '+442079460100' });
    expect(readSummary('Messages-Waiting: no\r\n')).toEqual({ waiting: false, fresh: 0, number: null });
  });
});
