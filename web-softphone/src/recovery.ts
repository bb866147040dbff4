import type { LineEvent } from './line';
import type { CallKey, SipEvent, SipPort } from './sip-port';

/** A socket that answers no question within this time leads nowhere. */
const SOCKET_PROOF_MILLIS = 500;
const AGAIN_MILLIS = 3_000;
const LOOK_MILLIS = 200;
/** The gateway sends 50 packets a second: none for this long is no pause of speech. */
const SILENCE_MILLIS = 400;

type CallSipEvent = Extract<SipEvent, { readonly call: CallKey }>;

/**
 * Brings line and sound back after the network has changed. Neither the socket nor ICE says anything of that for seconds
 * or minutes, and a call is lost when its re-INVITE gets no answer. So when packets stay away the socket is proven first,
 * and replaced if it leads nowhere; then calls begin ICE anew (RFC 8445 section 2.4).
 */
export class Recovery {
  private readonly talking = new Set<CallKey>();
  private readonly broken = new Set<CallKey>();
  private moved = false;
  private suspectedAtMillis = Number.NEGATIVE_INFINITY;
  private proof: ReturnType<typeof setTimeout> | undefined;
  private look: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly port: Pick<SipPort, 'probe' | 'reconnect' | 'restartIce' | 'silentMillis'>) {}

  /** Something may have changed under the socket. */
  suspect(): void {
    if (this.proof === undefined) {
      this.suspectedAtMillis = Date.now();
      this.port.probe(() => this.proven());
      this.proof = setTimeout(() => {
        this.proof = undefined;
        this.moved = true;
        this.port.reconnect();
      }, SOCKET_PROOF_MILLIS);
    }
  }

  onLine(event: LineEvent): void {
    switch (event.type) {
      case 'registered':
        this.proven();
        return;
      case 'disconnected':
        // The port comes back by itself; calls look for their way then.
        this.moved = true;
        this.stopProof();
        return;
      case 'registration-refused':
      case 'connecting':
      case 'connected':
      case 'unregistered':
        return;
    }
  }

  private proven(): void {
    this.stopProof();
    (this.moved ? this.talking : this.broken).forEach((call) => this.port.restartIce(call));
    this.moved = false;
  }

  private stopProof(): void {
    clearTimeout(this.proof);
    this.proof = undefined;
  }

  onCall(event: CallSipEvent): void {
    if (event.type === 'ended') {
      this.talking.delete(event.call);
      this.broken.delete(event.call);
    } else if (event.type === 'media' && event.state === 'connected') {
      this.talking.add(event.call);
      this.broken.delete(event.call);
    } else if (event.type === 'media') {
      this.broken.add(event.call);
      this.suspect();
    }
    if (this.talking.size > 0) {
      this.look ??= setInterval(() => this.listen(), LOOK_MILLIS);
    } else {
      clearInterval(this.look);
      this.look = undefined;
    }
  }

  private listen(): void {
    const isSilent = [...this.talking].some((call) => this.port.silentMillis(call) > SILENCE_MILLIS);
    if ((isSilent || this.broken.size > 0) && Date.now() - this.suspectedAtMillis >= AGAIN_MILLIS) {
      this.suspect();
    }
  }
}
