import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Session, SessionResult, TokenResult } from '../src/api/session';
import type { Me } from '../src/api/types';
import { phoneUnderTest, settled } from './fakes';

const ALICE: Me = {
  user: 'alice',
  displayName: 'Alice Andrews',
  role: 'user',
  callerId: null,
  numbers: [],
  mayRecord: false,
  csrfToken: 'c',
};

/** Answers what the test says, and counts tokens. */
class SaidSession implements Session {
  opens: SessionResult = { type: 'in', me: ALICE };
  resumes: SessionResult = { type: 'in', me: ALICE };
  tokens: TokenResult['type'] = 'token';
  given = 0;
  closed = 0;

  open(): Promise<SessionResult> {
    return Promise.resolve(this.opens);
  }
  resume(): Promise<SessionResult> {
    return Promise.resolve(this.resumes);
  }
  token(): Promise<TokenResult> {
    this.given += 1;
    const token: TokenResult = { type: 'token', token: `token-${this.given}`, lifetimeSeconds: 600 };
    return Promise.resolve(this.tokens === 'token' ? token : { type: this.tokens });
  }
  close(): Promise<void> {
    this.closed += 1;
    return Promise.resolve();
  }
}

function entering() {
  const session = new SaidSession();
  return { ...phoneUnderTest(session), session };
}

async function signedIn() {
  const parts = entering();
  parts.phone.signIn('alice', 'secret');
  await settled();
  parts.port.say({ type: 'connected' });
  parts.port.say({ type: 'registered' });
  parts.port.takeAsked();
  return parts;
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('signing in', () => {
  it('shows the password once, and a token to the telephone', async () => {
    const { phone, port } = await signedIn();
    expect(port.account?.proof).toEqual({ token: 'token-1' });
    expect(phone.state).toMatchObject({ session: 'signed-in', me: ALICE, user: { displayName: 'Alice Andrews' } });
  });

  it('says that the password is wrong before the telephone is asked', async () => {
    const { phone, port, session } = entering();
    session.opens = { type: 'refused', status: 401 };
    phone.signIn('alice', 'guess');
    await settled();
    expect(port.account).toBeNull();
    expect(phone.state.signInProblem?.title).toBe('Wrong user name or password');
    session.opens = { type: 'refused', status: 429 };
    phone.signIn('alice', 'guess');
    await settled();
    expect(phone.state.signInProblem?.title).toBe('Too many failed attempts');
  });

  it('shows the password to the telephone where no token is to be had', async () => {
    const { phone, port, session } = entering();
    session.tokens = 'unknown';
    phone.signIn('alice', 'secret');
    await settled();
    expect(port.account?.proof).toEqual({ password: 'secret' });
  });

  it('renews the token when half of its life is over', async () => {
    const { port } = await signedIn();
    await vi.advanceTimersByTimeAsync(299_000);
    expect(port.takeAsked()).toEqual([]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(port.takeAsked()).toEqual(['renew token-2']);
  });

  it('takes a new token when the old one is refused, after a restart of the gateway for one', async () => {
    const { phone, port } = await signedIn();
    port.say({ type: 'registration-refused', status: 401, phrase: 'Unauthorized' });
    await settled();
    expect(port.takeAsked()).toEqual(['renew token-2', 'register']);
    expect(phone.state.session).toBe('signed-in');
  });

  it('signs out in words when the session is over, but not in a call', async () => {
    const { phone, port, session } = await signedIn();
    phone.dial('100');
    await settled();
    session.tokens = 'over';
    await vi.advanceTimersByTimeAsync(301_000);
    expect(phone.state).toMatchObject({ session: 'signed-in', lineDetail: 'You have been signed out' });
    const call = phone.state.call!.key;
    const facts = { cause: 'hung-up', by: 'here', status: null, phrase: null, reason: null } as const;
    port.say({ type: 'ended', call, ending: { ...facts, retryAfterSeconds: null, sipCallId: null } });
    await vi.advanceTimersByTimeAsync(16_000);
    expect(phone.state).toMatchObject({
      session: 'signed-out',
      signInProblem: { title: 'You have been signed out' },
    });
  });
});

describe('a page that is loaded again', () => {
  it('goes on for whoever was signed in, without a password', async () => {
    const { storage } = await signedIn();
    const again = entering();
    again.storage.values.set('landline.session', storage.values.get('landline.session')!);
    again.phone.resume();
    expect(again.phone.state.session).toBe('resuming');
    await settled();
    expect(again.port.account).toMatchObject({ user: 'alice', proof: { token: 'token-1' } });
    again.port.say({ type: 'registered' });
    expect(again.phone.state.session).toBe('signed-in');
  });

  it('asks again while the gateway starts, and shows the form when the session is over', async () => {
    const { phone, port, session, storage } = entering();
    storage.values.set('landline.session', 'alice');
    session.resumes = { type: 'unknown' };
    phone.resume();
    await settled();
    expect(phone.state.session).toBe('resuming');
    session.resumes = { type: 'refused', status: 401 };
    await vi.advanceTimersByTimeAsync(2_100);
    expect(phone.state).toMatchObject({ session: 'signed-out', signInProblem: null });
    expect(port.account).toBeNull();
    expect(storage.values.has('landline.session')).toBe(false);
  });

  it('shows the form at once when nobody was signed in, or signed out', async () => {
    const { phone, storage } = await signedIn();
    phone.signOut();
    expect(storage.values.has('landline.session')).toBe(false);
    phone.resume();
    expect(phone.state.session).toBe('signed-out');
  });

  it('offers the call back that it was in, until the gateway has ended it', async () => {
    const before = await signedIn();
    before.phone.dial('100');
    await settled();
    const call = before.phone.state.call!.key;
    before.port.say({ type: 'answered', call });
    before.port.say({ type: 'media', call, state: 'connected' });
    before.port.takeAsked();
    before.phone.leave();
    expect(before.port.takeAsked(), 'nobody is told').toEqual([]);

    const after = entering();
    after.storage.values.set('landline.session', 'alice');
    after.tabStorage.values.set('landline.calls', before.tabStorage.values.get('landline.calls')!);
    after.phone.resume();
    await settled();
    after.port.say({ type: 'registered' });
    const kept = after.phone.state.kept;
    expect(kept).toMatchObject([{ party: { user: '100', displayName: 'Echo' }, dialog: { callId: `id-${call}` } }]);
    after.port.takeAsked();
    after.phone.takeBack(kept[0]!);
    await settled();
    expect(after.port.takeAsked()).toEqual([`call out-1 100 mic instead of id-${call}`]);
    expect(after.phone.state.kept).toEqual([]);
  });

  it('offers nothing that is older than the grace time', async () => {
    const { phone, port, storage, tabStorage } = entering();
    storage.values.set('landline.session', 'alice');
    const dialog = { callId: 'x', localTag: 'a', remoteTag: 'b' };
    const party = { user: '100', displayName: null };
    const kept = { dialog, party, direction: 'outgoing', answeredAtMillis: 0, leftAtMillis: Date.now() - 10_000 };
    tabStorage.values.set('landline.calls', JSON.stringify([kept, { ...kept, leftAtMillis: Date.now() - 16_000 }]));
    phone.resume();
    await settled();
    port.say({ type: 'registered' });
    expect(phone.state.kept).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(5_100);
    expect(phone.state.kept).toHaveLength(0);
  });

  it('signs the telephone off when it goes without a call', async () => {
    const { phone, port, session } = await signedIn();
    phone.leave();
    expect(port.takeAsked()).toEqual(['disconnect']);
    expect(session.closed, 'the session is for the next page').toBe(0);
  });
});
