import { FakeApi } from '../dev/fake-api';
import { EventFeed, type EventStream } from '../src/api/events';
import { NoSession, type Session } from '../src/api/session';
import type { GatewayConfig } from '../src/config';
import { microphoneProblem, type Microphone, type MicrophoneResult, type MicrophoneWishes } from '../src/microphone';
import { KeptCalls } from '../src/kept-calls';
import { LeadingPhone } from '../src/phone';
import type { RemoteAudio } from '../src/remote-audio';
import { SettingsStore } from '../src/settings';
import { SipTrace } from '../src/sip-trace';
import type { Account, CallEnding, Dialog, SipEvent, SipPort } from '../src/sip-port';
import type { Sound, Tones } from '../src/tones';

/** Writes down what the phone asks for and says what the test tells it to. */
export class RecordingPort implements SipPort {
  readonly trace = new SipTrace();
  readonly asked: string[] = [];
  account: Account | null = null;
  private listener: (event: SipEvent) => void = () => undefined;

  connect(account: Account): void {
    this.account = account;
    this.asked.push(`connect ${account.user}`);
  }
  register(): void {
    this.asked.push('register');
  }
  iceServers(): readonly RTCIceServer[] {
    return [];
  }
  silent = 0;
  answers: () => void = () => undefined;
  probe(answered: () => void): void {
    this.asked.push('probe');
    this.answers = answered;
  }
  silentMillis(): number {
    return this.silent;
  }
  reconnect(): void {
    this.asked.push('reconnect');
  }
  restartIce(call: string): void {
    this.asked.push(`restart ${call}`);
  }
  renew(token: string): void {
    this.asked.push(`renew ${token}`);
  }
  dialog(call: string): Dialog | null {
    return { callId: `id-${call}`, localTag: 'ours', remoteTag: 'theirs' };
  }
  disconnect(): void {
    this.asked.push('disconnect');
  }
  call(call: string, to: string, audio: MediaStream, replaced?: Dialog): void {
    const instead = replaced === undefined ? '' : ` instead of ${replaced.callId}`;
    this.asked.push(`call ${call} ${to} ${audio.id}${instead}`);
  }
  answer(call: string, audio: MediaStream): void {
    this.asked.push(`answer ${call} ${audio.id}`);
  }
  decline(call: string, status: number): void {
    this.asked.push(`decline ${call} ${status}`);
  }
  hangUp(call: string): void {
    this.asked.push(`hang up ${call}`);
  }
  mute(call: string, muted: boolean): void {
    this.asked.push(`${muted ? 'mute' : 'unmute'} ${call}`);
  }
  hold(call: string, held: boolean): void {
    this.asked.push(`${held ? 'hold' : 'unhold'} ${call}`);
  }
  transfer(call: string, to: string): void {
    this.asked.push(`transfer ${call} ${to}`);
  }
  join(call: string, other: string): void {
    this.asked.push(`join ${call} ${other}`);
  }
  merge(call: string, other: string): void {
    this.asked.push(`merge ${call} ${other}`);
  }
  useMicrophone(call: string, audio: MediaStream): void {
    this.asked.push(`use ${call} ${audio.id}`);
  }
  sendDigits(call: string, digits: string): void {
    this.asked.push(`digits ${call} ${digits}`);
  }
  stats(): Promise<null> {
    return Promise.resolve(null);
  }
  textTaken = true;
  sendText(to: string, text: string, done: (sent: boolean) => void): void {
    this.asked.push(`text ${to} ${text}`);
    done(this.textTaken);
  }
  evidence(): Promise<readonly object[]> {
    return Promise.resolve([]);
  }
  onEvent(listener: (event: SipEvent) => void): () => void {
    this.listener = listener;
    return () => undefined;
  }
  say(event: SipEvent): void {
    this.listener(event);
  }
  takeAsked(): string[] {
    return this.asked.splice(0);
  }
}

export class FakeStream {
  readonly track = { stopped: false, enabled: true, stop: () => (this.track.stopped = true) };
  constructor(readonly id: string) {}
  clone() {
    return new FakeStream(`${this.id} again`);
  }
  getTracks() {
    return [this.track];
  }
}

/** Answers when the test lets it; grants by default. */
export class FakeMicrophone implements Microphone {
  refusal: string | null = null;
  readonly streams: FakeStream[] = [];
  askedRaw: boolean[] = [];

  async open(wishes: MicrophoneWishes): Promise<MicrophoneResult> {
    this.askedRaw.push(wishes.rawAudio);
    return this.refusal === null
      ? { ok: true, stream: this.stream('mic') }
      : { ok: false, problem: microphoneProblem(this.refusal) };
  }
  silence(): MediaStream {
    return this.stream('silence');
  }
  private stream(id: string): MediaStream {
    const stream = new FakeStream(id);
    this.streams.push(stream);
    return stream as unknown as MediaStream;
  }
}

export class RecordingTones implements Tones {
  sound: Sound = 'none';
  readonly keys: string[] = [];
  unlock(): void {}
  play(sound: Sound): void {
    this.sound = sound;
  }
  key(digit: string): void {
    this.keys.push(digit);
  }
  over(): void {}
  useDevice(): void {}
}

export class RecordingAudio implements RemoteAudio {
  readonly playing = new Map<string, MediaStream>();
  attach(call: string, stream: MediaStream): void {
    this.playing.set(call, stream);
  }
  detach(call: string): void {
    this.playing.delete(call);
  }
  useDevice(): void {}
}

export class MemoryStorage implements Storage {
  readonly values = new Map<string, string>();
  get length(): number {
    return this.values.size;
  }
  clear(): void {
    this.values.clear();
  }
  getItem(key: string): string | null {
    return this.values.get(key) ?? null;
  }
  key(): string | null {
    return null;
  }
  removeItem(key: string): void {
    this.values.delete(key);
  }
  setItem(key: string, value: string): void {
    this.values.set(key, value);
  }
}

export const CONFIG: GatewayConfig = {
  sipDomain: 'landline.test',
  webSocketUrl: 'ws://landline.test/sip',
  country: 'GB',
  partners: [],
  graceSeconds: 15,
  demo: { accounts: [], numbers: [{ number: '100', title: 'Echo', description: '' }] },
};

function silentStream(): EventStream {
  return { addEventListener: () => undefined, onerror: null, close: () => undefined };
}

export function phoneUnderTest(session: Session = new NoSession()) {
  const parts = {
    api: new FakeApi(),
    session,
    events: new EventFeed('/api/events', silentStream),
    port: new RecordingPort(),
    microphone: new FakeMicrophone(),
    tones: new RecordingTones(),
    remoteAudio: new RecordingAudio(),
    storage: new MemoryStorage(),
    tabStorage: new MemoryStorage(),
  };
  const settings = new SettingsStore(parts.storage, '');
  const keptCalls = new KeptCalls(parts.tabStorage);
  const phone = new LeadingPhone({ ...parts, settings, keptCalls, config: CONFIG });
  return { ...parts, phone };
}

export function ending(facts: Partial<CallEnding>): CallEnding {
  return {
    cause: 'hung-up',
    by: 'there',
    status: null,
    phrase: null,
    reason: null,
    retryAfterSeconds: null,
    sipCallId: 'call-id',
    ...facts,
  };
}

/** Lets the promises of a fake microphone settle. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) {
    await Promise.resolve();
  }
}
