import { describe, expect, it } from 'vitest';
import { FakeApi } from '../dev/fake-api';
import { EventFeed } from '../src/api/events';
import type { KeptCall } from '../src/kept-calls';
import { signedOut } from '../src/phone';
import { SettingsStore } from '../src/settings';
import { FollowingPhone } from '../src/tabs/follower';
import { takeTurns } from '../src/tabs/lead';
import { Leader } from '../src/tabs/leader';
import type { TabChannel, TabMessage } from '../src/tabs/messages';
import { CONFIG, MemoryStorage, phoneUnderTest, settled } from './fakes';

/** As BroadcastChannel: each hears what the others say, as copies. */
class Hall {
  private readonly all: TabChannel[] = [];

  enter(): TabChannel {
    const channel: TabChannel = {
      onmessage: null,
      postMessage: (message: TabMessage) =>
        this.all
          .filter((other) => other !== channel)
          .forEach((other) => other.onmessage?.({ data: structuredClone(message) })),
    };
    this.all.push(channel);
    return channel;
  }
}

function twoTabs() {
  const hall = new Hall();
  const leading = phoneUnderTest();
  const leader = new Leader(leading.phone, hall.enter());
  leading.phone.signIn('alice', 'secret', 'Alice');
  leading.port.say({ type: 'registered' });
  const settings = new SettingsStore(new MemoryStorage(), '');
  const inherited: KeptCall[] = [];
  const follower = new FollowingPhone({
    api: new FakeApi(),
    events: new EventFeed('/api/events', () => ({ addEventListener() {}, onerror: null, close() {} })),
    settings,
    channel: hall.enter(),
    first: signedOut(CONFIG, settings),
    mayChange: () => undefined,
    inherited: (kept) => inherited.push(...kept),
  });
  leading.port.takeAsked();
  return { ...leading, leader, follower, inherited };
}

describe('a second tab', () => {
  it('shows the line of the first and registers nothing', () => {
    const { follower, port } = twoTabs();
    expect(follower.state).toMatchObject({ session: 'signed-in', line: 'ready', user: { name: 'alice' } });
    expect(port.takeAsked()).toEqual([]);
  });

  it('dials, mutes and hangs up in the first', async () => {
    const { follower, port } = twoTabs();
    follower.setEntry('100');
    follower.callEntry();
    await settled();
    expect(port.takeAsked()).toEqual(['call out-1 100 mic']);
    expect(follower.state).toMatchObject({ entry: '', call: { phase: 'calling', party: { user: '100' } } });
    port.say({ type: 'answered', call: 'out-1' });
    follower.toggleMute();
    expect(follower.state.call?.muted).toBe(true);
    follower.hangUp();
    expect(port.takeAsked()).toEqual(['mute out-1', 'hang up out-1']);
  });

  it('keeps what is typed to itself, and says what cannot be dialled', () => {
    const { follower, phone } = twoTabs();
    follower.setEntry('+');
    expect(phone.state.entry).toBe('');
    phone.setEntry('44');
    expect(follower.state.entry).toBe('+');
    follower.callEntry();
    expect(follower.state.entryProblem).toBe('There is no number in this text.');
  });

  it('asks the first for the figures of the sound', async () => {
    const { follower } = twoTabs();
    await expect(follower.stats()).resolves.toBeNull();
  });

  it('learns which calls the first leaves behind', async () => {
    const { follower, leader, port, inherited } = twoTabs();
    expect(leader.hasHeirs()).toBe(true);
    follower.dial('100');
    await settled();
    port.say({ type: 'answered', call: 'out-1' });
    leader.leaveCalls();
    expect(inherited).toMatchObject([{ party: { user: '100' }, dialog: { callId: 'id-out-1' } }]);
  });

  it('cannot have the first do anything but what views do', () => {
    const { phone, port } = twoTabs();
    const hall = new Hall();
    const leader = new Leader(phone, hall.enter());
    hall.enter().postMessage({ type: 'do', command: 'leave' as 'dial', words: [false] });
    expect(port.takeAsked()).toEqual([]);
    expect(leader.hasHeirs()).toBe(false);
  });
});

describe('whose turn it is', () => {
  /** As the browser's: one holder, the others wait in a row. */
  class Locks {
    private held = false;
    private readonly row: (() => void)[] = [];

    request(_name: string, ...rest: unknown[]): Promise<unknown> {
      const work = rest.pop() as (lock: object | null) => unknown;
      const ifAvailable = (rest[0] as { ifAvailable?: boolean } | undefined)?.ifAvailable === true;
      if (this.held && ifAvailable) {
        work(null);
      } else if (this.held) {
        this.row.push(() => work({}));
      } else {
        this.held = true;
        work({});
      }
      return Promise.resolve();
    }

    holderIsGone(): void {
      this.row.shift()?.();
    }
  }

  it('is the first one’s until it is gone', () => {
    const locks = new Locks();
    const said: string[] = [];
    const tab = (name: string) =>
      takeTurns(
        locks as unknown as LockManager,
        () => said.push(`${name} leads`),
        () => said.push(`${name} follows`),
      );
    tab('a');
    tab('b');
    tab('c');
    locks.holderIsGone();
    expect(said).toEqual(['a leads', 'b follows', 'c follows', 'b leads']);
  });

  it('is everybody’s in a browser without locks', () => {
    const said: string[] = [];
    takeTurns(
      undefined,
      () => said.push('leads'),
      () => said.push('follows'),
    );
    expect(said).toEqual(['leads']);
  });
});
