import { EventEmitter } from 'node:events';
import type { UAConfiguration } from 'jssip/lib/UA';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { JssipPort, type UserAgent } from '../src/jssip-port';
import { sipUri } from '../src/jssip-settings';
import { endingOf } from '../src/jssip-endings';
import type { SipEvent } from '../src/sip-port';

const ACCOUNT = {
  user: 'alice',
  proof: { password: 'secret' },
  displayName: 'Alice',
  sipDomain: 'landline.test',
  webSocketUrl: 'ws://landline.test/sip',
};
const AUDIO = { id: 'mic' } as MediaStream;

/** Speaks like a JsSIP session and writes down what is asked of it. */
class FakeSession extends EventEmitter {
  readonly asked: unknown[][] = [];
  readonly remote_identity = { uri: { user: '+12125550123', host: 'carrier.test' }, display_name: 'Grace' };
  readonly _request = { call_id: 'wire-call-id' };
  over = false;
  isEnded = () => this.over;
  answer = (options: unknown) => this.asked.push(['answer', options]);
  terminate = (options: unknown) => this.asked.push(['terminate', options]);
  mute = (options: unknown) => this.asked.push(['mute', options]);
  unmute = (options: unknown) => this.asked.push(['unmute', options]);
  sendDTMF = (...all: unknown[]) => this.asked.push(['sendDTMF', ...all]);
}

class FakeAgent extends EventEmitter {
  readonly session = new FakeSession();
  readonly asked: string[] = [];
  readonly headers: string[] = [];
  callOptions: Record<string, unknown> = {};
  start = () => this.asked.push('start');
  stop = () => this.asked.push('stop');
  register = () => this.asked.push('register');
  readonly lamp = Object.assign(new EventEmitter(), { subscribe: () => this.asked.push('lamp') });
  subscribe = () => this.lamp;
  sendMessage = (target: string, text: string) => this.asked.push(`message ${target} ${text}`);
  registrator = () => ({ setExtraHeaders: (headers: string[]) => this.headers.push(...headers) });
  call(target: string, options: { eventHandlers: Record<string, (event: unknown) => void> }) {
    this.asked.push(`call ${target}`);
    this.callOptions = options;
    for (const [name, handler] of Object.entries(options.eventHandlers)) {
      this.session.on(name, handler);
    }
    return this.session;
  }
}

let agents: FakeAgent[];
let configurations: UAConfiguration[];
let events: SipEvent[];
let port: JssipPort;

beforeEach(() => {
  agents = [];
  configurations = [];
  events = [];
  port = new JssipPort((configuration) => {
    configurations.push(configuration);
    agents.push(new FakeAgent());
    return agents[agents.length - 1] as unknown as UserAgent;
  });
  port.onEvent((event) => events.push(event));
});

function connected(): FakeAgent {
  port.connect(ACCOUNT);
  return agents[agents.length - 1]!;
}

function incoming(agent: FakeAgent, toUser = 'alice', asserted?: string): FakeSession {
  const request = {
    to: { uri: { user: toUser } },
    getHeader: (name: string) => (name === 'P-Asserted-Identity' ? asserted : undefined),
  };
  agent.emit('newRTCSession', { originator: 'remote', session: agent.session, request });
  return agent.session;
}

describe('the connection', () => {
  it('is configured for recovery, refresh and one sign-in', () => {
    connected();
    expect(configurations[0]).toMatchObject({
      uri: 'sip:alice@landline.test',
      password: 'secret',
      display_name: 'Alice',
      register_expires: 300,
      connection_recovery_min_interval: 2,
      connection_recovery_max_interval: 30,
      session_timers: true,
    });
    expect(configurations[0]?.user_agent).toMatch(/^Landline softphone \d/);
  });

  it('reports what happens to it', () => {
    const agent = connected();
    agent.emit('connecting', { attempts: 1 });
    agent.emit('connected', {});
    agent.emit('registrationFailed', { response: { status_code: 403, reason_phrase: 'Forbidden' } });
    agent.emit('registrationFailed', { response: null });
    agent.emit('registered', {});
    agent.emit('disconnected', { code: 1006 });
    expect(events).toEqual([
      { type: 'connecting', attempt: 1 },
      { type: 'connected' },
      { type: 'registration-refused', status: 403, phrase: 'Forbidden' },
      { type: 'registration-refused', status: null, phrase: null },
      { type: 'registered' },
      { type: 'disconnected', code: 1006 },
    ]);
  });

  it('does not listen to an agent that was replaced', () => {
    const first = connected();
    const second = connected();
    expect(first.asked).toEqual(['start', 'stop']);
    first.emit('disconnected', { code: 1000 });
    incoming(first);
    expect(events).toEqual([]);
    second.emit('registered', {});
    expect(events).toHaveLength(1);
  });
});

describe('an outgoing call', () => {
  it('sends the INVITE on the first candidate, without STUN and with a long session timer', () => {
    const agent = connected();
    port.call('out-1', '+44 20'.replace(' ', ''), AUDIO);
    expect(agent.asked).toContain('call sip:+4420@landline.test');
    expect(agent.callOptions).toMatchObject({
      mediaStream: AUDIO,
      pcConfig: { iceServers: [] },
      sessionTimersExpires: 1800,
    });
    const ready = vi.fn();
    agent.session.emit('icecandidate', { candidate: {}, ready });
    expect(ready).toHaveBeenCalledOnce();
  });

  it('tells ringing from early media and ends once', () => {
    const { session } = connected();
    port.call('out-1', '100', AUDIO);
    session.emit('progress', { originator: 'remote', response: { body: '' } });
    session.emit('progress', { originator: 'remote', response: { body: 'v=0' } });
    session.emit('accepted', {});
    session.emit('ended', { originator: 'remote', cause: 'Terminated', message: null });
    session.emit('failed', { originator: 'remote', cause: 'Terminated', message: null });
    expect(events.map((event) => event.type)).toEqual(['ringing', 'early-media', 'answered', 'ended']);
    expect(events[3]).toMatchObject({
      call: 'out-1',
      ending: { cause: 'hung-up', by: 'there', sipCallId: 'wire-call-id' },
    });
  });

  it('reports media and remote audio of its peer connection', () => {
    const { session } = connected();
    port.call('out-1', '100', AUDIO);
    const connection = Object.assign(new EventTarget(), { connectionState: 'connected' });
    session.emit('peerconnection', { peerconnection: connection });
    connection.dispatchEvent(new Event('connectionstatechange'));
    connection.connectionState = 'disconnected';
    connection.dispatchEvent(new Event('connectionstatechange'));
    const track = Object.assign(new Event('track'), { track: { kind: 'audio' }, streams: [AUDIO] });
    connection.dispatchEvent(track);
    expect(events).toEqual([
      { type: 'media', call: 'out-1', state: 'connected' },
      { type: 'media', call: 'out-1', state: 'interrupted' },
      { type: 'remote-audio', call: 'out-1', stream: AUDIO },
    ]);
  });

  it('ends at once when there is no connection at all', () => {
    port.call('out-1', '100', AUDIO);
    expect(events).toMatchObject([{ type: 'ended', call: 'out-1', ending: { cause: 'signalling-lost' } }]);
  });

  it('sends digits inside the sound, never as INFO', () => {
    const { session } = connected();
    port.call('out-1', '100', AUDIO);
    port.sendDigits('out-1', '1');
    expect(session.asked).toEqual([['sendDTMF', '1', { transportType: 'RFC2833', duration: 100, interToneGap: 70 }]]);
  });

  it('asks nothing of a session that is over', () => {
    const { session } = connected();
    port.call('out-1', '100', AUDIO);
    session.over = true;
    port.hangUp('out-1');
    port.sendDigits('out-1', '1');
    port.hangUp('never-heard-of');
    expect(session.asked).toEqual([]);
  });
});

describe('an incoming call', () => {
  it('names the caller, and the called number only when it is not the account', () => {
    const agent = connected();
    incoming(agent);
    expect(events[0]).toEqual({
      type: 'incoming',
      call: 'in-1',
      from: { user: '+12125550123', displayName: 'Grace' },
      called: null,
    });
    incoming(agent, '+442079460958');
    expect(events[1]).toMatchObject({ call: 'in-2', called: '+442079460958' });
  });

  it('says what became of the signature of the number', () => {
    const agent = connected();
    incoming(agent, 'alice', '<sip:+12125550123;verstat=TN-Validation-Passed@landline.test>');
    expect(events[0]).toMatchObject({ from: { signed: 'verified' } });
    incoming(agent, 'alice', '<sip:+12125550123;verstat=TN-Validation-Failed@landline.test>');
    expect(events[1]).toMatchObject({ from: { signed: 'wrong' } });
    incoming(agent, 'alice', '<sip:+12125550123;verstat=No-TN-Validation@landline.test>');
    expect(events[2]).toMatchObject({ from: { displayName: 'Grace' } });
    expect(events[2]).not.toHaveProperty('from.signed');
  });

  it('is no ringing of ours when JsSIP reports its own 180', () => {
    const session = incoming(connected());
    session.emit('progress', { originator: 'local', response: null });
    expect(events.map((event) => event.type)).toEqual(['incoming']);
  });

  it('is answered on the first candidate and declined with the asked status', () => {
    const session = incoming(connected());
    port.answer('in-1', AUDIO);
    const ready = vi.fn();
    session.emit('icecandidate', { candidate: {}, ready });
    expect(ready).toHaveBeenCalledOnce();
    port.decline('in-1', 603);
    port.decline('in-1', 486);
    expect(session.asked.map(([what]) => what)).toEqual(['answer', 'terminate', 'terminate']);
    expect(session.asked[1]?.[1]).toMatchObject({ status_code: 603 });
    expect(session.asked[2]?.[1]).toMatchObject({ status_code: 486 });
  });
});

describe('the end of a call', () => {
  const message = (status: number, headers: Record<string, string> = {}) => ({
    status_code: status,
    reason_phrase: 'Phrase',
    getHeader: (name: string) => headers[name],
    getHeaders: (name: string) => (headers[name] === undefined ? [] : [headers[name]]),
  });

  it('carries status, reason and waiting time of a refusal', () => {
    const headers = { Reason: 'Q.850;cause=34', 'Retry-After': '30 (busy)' };
    const event = { originator: 'remote', cause: 'SIP Failure Code', message: message(503, headers) };
    expect(endingOf(event, false, 'id')).toEqual({
      cause: 'refused',
      by: 'there',
      status: 503,
      phrase: 'Phrase',
      reason: { protocol: 'Q.850', cause: 34, text: null },
      retryAfterSeconds: 30,
      sipCallId: 'id',
    });
  });

  it.each([
    [{ originator: 'remote', cause: 'Busy', message: message(486) }, false, 'refused', 'there'],
    [{ originator: 'remote', cause: 'Terminated', message: message(0) }, true, 'hung-up', 'there'],
    [{ originator: 'local', cause: 'Terminated', message: null }, true, 'hung-up', 'here'],
    [{ originator: 'local', cause: 'Rejected', message: null }, false, 'declined', 'here'],
    [{ originator: 'remote', cause: 'Canceled', message: message(0) }, false, 'cancelled', 'there'],
    [{ originator: 'local', cause: 'Canceled', message: null }, false, 'cancelled', 'here'],
    [{ originator: 'system', cause: 'No Answer', message: null }, false, 'unanswered', 'system'],
    [{ originator: 'local', cause: 'RTP Timeout', message: null }, true, 'media-failed', 'here'],
    [{ originator: 'system', cause: 'Connection Error', message: null }, false, 'signalling-lost', 'system'],
    [{ originator: 'system', cause: 'Request Timeout', message: null }, false, 'signalling-lost', 'system'],
    [{ originator: 'system', cause: 'Internal Error', message: 'text' }, false, 'internal', 'system'],
  ])('%j is understood', (event, established, cause, by) => {
    expect(endingOf(event, established, null)).toMatchObject({ cause, by });
  });
});

describe('the servers of the gateway', () => {
  it('are asked for when signing in and used in the calls that follow', () => {
    const agent = connected();
    expect(agent.headers).toEqual(['Accept: application/json']);
    const server = { urls: ['turn:t.example'], username: '17:alice', credential: 'c' };
    agent.emit('registered', { response: { body: JSON.stringify({ iceServers: [server] }) } });
    port.call('out-1', '123', AUDIO);
    expect(agent.callOptions['pcConfig']).toEqual({ iceServers: [server] });
  });
});

describe('SIP addresses', () => {
  it.each([
    ['+442079460958', 'sip:+442079460958@landline.test'],
    ['*98#', 'sip:*98%23@landline.test'],
    ['alice@example.com', 'sip:alice@example.com'],
    ['a b<>"', 'sip:a%20b%3C%3E%22@landline.test'],
  ])('%s becomes %s', (to, uri) => {
    expect(sipUri(to, 'landline.test')).toBe(uri);
  });
});
