import type { Sample } from '../src/quality/figures';
import { SipTrace } from '../src/sip-trace';
import type { Account, CallEnding, CallKey, Dialog, SipEvent, SipPort } from '../src/sip-port';

/** A SIP side that does what it is told: for screenshots and for working on the views without a gateway. */
export class FakePort implements SipPort {
  readonly trace = new SipTrace();
  private readonly listeners = new Set<(event: SipEvent) => void>();
  /** The call the phone made or was offered last. */
  lastCall: CallKey = '';

  connect(account: Account): void {
    const password = 'password' in account.proof ? account.proof.password : '';
    if (password === 'wrong') {
      setTimeout(() => this.emit({ type: 'registration-refused', status: 403, phrase: 'Forbidden' }));
    } else if (password !== 'slow') {
      setTimeout(() => this.emit({ type: 'registered' }));
    }
  }

  register(): void {}
  renew(): void {}
  probe(answered: () => void): void {
    setTimeout(answered, 24);
  }
  iceServers(): readonly RTCIceServer[] {
    return [];
  }
  reconnect(): void {}
  silentMillis(): number {
    return 0;
  }
  restartIce(): void {}
  dialog(call: CallKey): Dialog {
    return { callId: call, localTag: 'here', remoteTag: 'there' };
  }
  disconnect(): void {}

  call(call: CallKey): void {
    this.lastCall = call;
  }

  answer(call: CallKey): void {
    this.emit({ type: 'answered', call });
    this.emit({ type: 'media', call, state: 'connected' });
  }

  decline(call: CallKey, status: 486 | 603): void {
    this.end(call, { cause: 'declined', by: 'here', status });
  }

  hangUp(call: CallKey): void {
    this.end(call, { cause: 'hung-up', by: 'here' });
  }

  mute(): void {}
  transfer(): void {}
  join(): void {}
  merge(): void {}
  useMicrophone(): void {}

  hold(call: CallKey, held: boolean): void {
    this.emit({ type: 'held', call, held });
  }

  sendDigits(): void {}

  private seconds = 0;

  stats(): Promise<Sample> {
    this.seconds += 1;
    const n = this.seconds;
    const lost = new URLSearchParams(window.location.search).has('loss') ? n * 6 : 0;
    return Promise.resolve({
      atMillis: n * 1000,
      bytesReceived: n * 4000,
      packetsReceived: n * 50 - lost,
      packetsLost: lost,
      packetsSent: n * 50,
      concealedSamples: 0,
      totalSamples: n * 48_000,
      jitter: 0.002 + (n % 3) / 1000,
      jitterBufferDelay: n * 48_000 * 0.03,
      jitterBufferEmitted: n * 48_000,
      roundTrip: 0.021 + (n % 4) / 1000,
      sentLost: 0,
      level: 0.1,
      codec: 'opus',
    });
  }

  sendText(_to: string, _text: string, done: (sent: boolean) => void): void {
    setTimeout(() => done(true));
  }
  evidence(): Promise<readonly object[]> {
    return Promise.resolve([]);
  }
  onEvent(listener: (event: SipEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  emit(event: SipEvent): void {
    this.listeners.forEach((listener) => listener(event));
  }

  ring(user: string, displayName: string | null, called: string | null): void {
    this.lastCall = `in-${performance.now()}`;
    this.emit({ type: 'incoming', call: this.lastCall, from: { user, displayName }, called });
  }

  end(call: CallKey, facts: Partial<CallEnding>): void {
    const nothing = { status: null, phrase: null, reason: null, retryAfterSeconds: null };
    const ending: CallEnding = {
      cause: 'refused',
      by: 'there',
      ...nothing,
      sipCallId: '7f3c0a91d2@browser.invalid',
      ...facts,
    };
    this.emit({ type: 'ended', call, ending });
  }
}
