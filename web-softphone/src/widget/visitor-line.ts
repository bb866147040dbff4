import { isLive, type Call } from '../call';
import { CallControl } from '../call-control';
import { frontOf } from '../calls';
import { registrationWords } from '../failure-words';
import { JssipPort } from '../jssip-port';
import { USUAL_TREATMENT, BrowserMicrophone, type Microphone } from '../microphone';
import { formatNumber, parseDialled } from '../number';
import { PageRemoteAudio, type RemoteAudio } from '../remote-audio';
import type { SipEvent, SipPort } from '../sip-port';
import { WebAudioTones, type Tones } from '../tones';
import { t } from '../words/words';

/** What the gateway gives a visitor of a page that it knows: POST api/widget/token. */
interface Invitation {
  readonly user: string;
  readonly token: string;
  readonly sipDomain: string;
}

export interface VisitorParts {
  /** Where the gateway is. */
  readonly gateway: URL;
  readonly port?: SipPort;
  readonly microphone?: Microphone;
  readonly tones?: Tones;
  readonly remoteAudio?: RemoteAudio;
  readonly fetcher?: typeof fetch;
}

const IDLE_MILLIS = 30_000;

/** A visitor's telephone: it signs in when somebody is called, and out when nobody has been for half a minute. */
export class VisitorLine {
  call: Call | null = null;
  /** Why there is no call, as a sentence. */
  problem: string | null = null;
  /** A call is wanted and the line is not there yet. */
  connecting = false;

  private readonly port: SipPort;
  private readonly control: CallControl;
  private readonly listeners = new Set<() => void>();
  private wanted: { readonly to: string; readonly name: string | null } | null = null;
  private signedIn = false;
  private idle: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly parts: VisitorParts) {
    this.port = parts.port ?? new JssipPort();
    this.control = new CallControl(
      {
        port: this.port,
        microphone: parts.microphone ?? new BrowserMicrophone(),
        tones: parts.tones ?? new WebAudioTones(),
        remoteAudio: parts.remoteAudio ?? new PageRemoteAudio(document.body),
      },
      {
        microphone: () => ({ ...USUAL_TREATMENT, microphone: '' }),
        // Visitors call; nobody calls them.
        doNotDisturb: () => true,
        nameOf: () => null,
        isTyping: () => false,
        changed: (calls) => this.changed(frontOf(calls)),
        over: () => undefined,
        turnedAway: () => undefined,
      },
    );
    this.port.onEvent((event) => this.onEvent(event));
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async dial(to: string, name: string | null): Promise<void> {
    const result = parseDialled(to);
    if (!result.ok || this.connecting || isLive(this.call)) {
      this.problem = result.ok ? this.problem : t(result.problem);
      this.tell();
      return;
    }
    clearTimeout(this.idle);
    this.problem = null;
    this.wanted = { to: result.dialled.target, name };
    if (this.signedIn) {
      this.begin();
      return;
    }
    this.connecting = true;
    this.tell();
    await this.connect();
  }

  private async connect(): Promise<void> {
    const { gateway } = this.parts;
    const fetcher = this.parts.fetcher ?? ((input, init) => fetch(input, init));
    try {
      const answer = await fetcher(new URL('api/widget/token', gateway), { method: 'POST', credentials: 'omit' });
      if (!answer.ok) {
        this.fail(registrationWords(answer.status).title);
        return;
      }
      const { user, token, sipDomain } = (await answer.json()) as Invitation;
      const socket = new URL('sip', gateway);
      socket.protocol = gateway.protocol === 'https:' ? 'wss:' : 'ws:';
      this.port.connect({ user, proof: { token }, displayName: null, sipDomain, webSocketUrl: socket.href });
    } catch {
      this.fail(registrationWords(null).title);
    }
  }

  private onEvent(event: SipEvent): void {
    switch (event.type) {
      case 'registered':
        this.signedIn = true;
        this.connecting = false;
        this.begin();
        return;
      case 'registration-refused':
        this.leave();
        this.fail(registrationWords(event.status).title);
        return;
      case 'disconnected':
        this.signedIn = false;
        if (this.connecting) {
          this.leave();
          this.fail(registrationWords(null).title);
        }
        return;
      case 'connecting':
      case 'connected':
      case 'unregistered':
      case 'text':
      case 'voicemail':
        return;
      default:
        this.control.onSipEvent(event);
    }
  }

  private begin(): void {
    if (this.wanted !== null) {
      const { to, name } = this.wanted;
      this.wanted = null;
      this.control.dial({ user: to, displayName: name ?? formatNumber(to) }, '');
    }
  }

  private fail(problem: string): void {
    this.problem = problem;
    this.connecting = false;
    this.wanted = null;
    this.tell();
  }

  private changed(call: Call | null): void {
    this.call = call;
    clearTimeout(this.idle);
    if (!isLive(call)) {
      this.idle = setTimeout(() => this.leave(), IDLE_MILLIS);
    }
    this.tell();
  }

  private leave(): void {
    this.signedIn = false;
    this.port.disconnect();
  }

  hangUp(): void {
    if (this.connecting) {
      this.leave();
      this.connecting = false;
      this.wanted = null;
      this.tell();
    } else {
      this.control.hangUp();
    }
  }

  toggleMute(): void {
    this.control.toggleMute();
  }

  sendDigit(digit: string): void {
    this.control.sendDigit(digit);
  }

  dismiss(): void {
    this.problem = null;
    this.control.dismiss();
    this.tell();
  }

  private tell(): void {
    this.listeners.forEach((listener) => listener());
  }
}
