import * as JsSIP from 'jssip';
import type { EndEvent, RTCSession } from 'jssip/lib/RTCSession';
import type { IncomingRTCSessionEvent, RTCSessionEvent, UAConfiguration } from 'jssip/lib/UA';
import { ICE_SETUP_WANTED, leaveWhenGathered, NO_ICE_SETUP, readIceSetup } from './ice-servers';
import { endingOf, localEnding, sipCallIdOf } from './jssip-endings';
import { evidenceOf, sendInstead, silentMillisOf, statsOf } from './jssip-media';
import { bearer, configurationFor, mediaOptions, sipUri } from './jssip-settings';
import { hearTexts, sendText, watchVoicemail, type TextAgent } from './jssip-texts';
import { dialogOf, refer, replacesHeader } from './jssip-transfers';
import type { Sample } from './quality/figures';
import { SipTrace } from './sip-trace';
import { takesAnswerOnce } from './single-answer';
import {
  DIGIT_GAP_MILLIS,
  DIGIT_MILLIS,
  type Account,
  type CallKey,
  type Dialog,
  type Party,
  type SipEvent,
  type SipPort,
} from './sip-port';

/** What this file needs of a JsSIP user agent; tests put an event emitter in its place. */
export type UserAgent = Pick<JsSIP.UA, 'start' | 'stop' | 'register' | 'registrator' | 'call' | 'on' | 'set'> &
  TextAgent;
/** JsSIP's types leave this out. */
interface Questioner extends UserAgent {
  sendOptions(target: string, body: string, options: object): void;
}

export type UserAgentFactory = (configuration: UAConfiguration) => UserAgent;

/** SIP over WebSocket by JsSIP; the only file that knows this library. */
export class JssipPort implements SipPort {
  readonly trace = new SipTrace();
  private readonly listeners = new Set<(event: SipEvent) => void>();
  private readonly sessions = new Map<CallKey, RTCSession>();
  private agent: UserAgent | null = null;
  private account: Account | null = null;
  private lastUser = '';
  private stopLamp: (() => void) | null = null;
  private incomingCount = 0;
  private ice = NO_ICE_SETUP;

  constructor(private readonly createAgent: UserAgentFactory = (configuration) => new JsSIP.UA(configuration)) {}

  connect(account: Account): void {
    this.disconnect();
    if (account.user !== this.lastUser) {
      this.trace.clear();
    }
    this.lastUser = account.user;
    this.account = account;
    const agent = this.createAgent(configurationFor(account, this.trace));
    this.agent = agent;
    // A replaced agent may still speak while it closes; nobody listens to it any more.
    const emit = (event: SipEvent) => {
      if (this.agent === agent) {
        this.emit(event);
      }
    };
    agent.on('connecting', ({ attempts }) => emit({ type: 'connecting', attempt: attempts }));
    agent.on('connected', () => emit({ type: 'connected' }));
    agent.on('disconnected', ({ code }) => emit({ type: 'disconnected', code: code ?? null }));
    agent.registrator().setExtraHeaders([ICE_SETUP_WANTED]);
    agent.on('registered', ({ response }) => {
      if (this.agent === agent) {
        this.ice = readIceSetup((response as { body?: string } | undefined)?.body);
      }
      emit({ type: 'registered' });
      this.stopLamp ??= watchVoicemail(agent, sipUri(account.user, account.sipDomain), emit);
    });
    agent.on('unregistered', () => emit({ type: 'unregistered' }));
    agent.on('registrationFailed', ({ response }) => {
      const answer = response as { status_code?: number; reason_phrase?: string } | null;
      emit({
        type: 'registration-refused',
        status: answer?.status_code ?? null,
        phrase: answer?.reason_phrase ?? null,
      });
    });
    agent.on('newRTCSession', (event: RTCSessionEvent) => {
      if (this.agent === agent && event.originator === ('remote' as typeof event.originator)) {
        this.offered(event as IncomingRTCSessionEvent);
      }
    });
    hearTexts(agent, (user, host) => this.partyUser(user, host), emit);
    agent.start();
  }

  renew(token: string): void {
    this.agent?.set('authorization_jwt', bearer(token));
  }

  register(): void {
    this.agent?.register();
  }

  probe(answered: () => void): void {
    const { agent, account } = this;
    const heard = ({ originator }: { originator: string }) => {
      if (originator === 'remote' && this.agent === agent) {
        answered();
      }
    };
    if (agent !== null && account !== null) {
      (agent as Questioner).sendOptions(sipUri('gateway', account.sipDomain), '', {
        eventHandlers: { succeeded: heard, failed: heard },
      });
    }
  }

  iceServers(): readonly RTCIceServer[] {
    return this.ice.servers;
  }

  reconnect(): void {
    const { transport } = (this.agent ?? {}) as { transport?: { disconnect(): void; connect(): void } };
    transport?.disconnect();
    transport?.connect();
  }

  silentMillis(call: CallKey): number {
    return silentMillisOf(this.sessions.get(call));
  }

  restartIce(call: CallKey): void {
    const session = this.sessions.get(call);
    if (session?.isEstablished() === true) {
      session.renegotiate({ rtcOfferConstraints: { iceRestart: true } });
    }
  }

  disconnect(): void {
    const agent = this.agent;
    this.agent = null;
    this.account = null;
    this.ice = NO_ICE_SETUP;
    this.stopLamp?.();
    this.stopLamp = null;
    agent?.stop();
  }

  call(call: CallKey, to: string, audio: MediaStream, replaced?: Dialog): void {
    const { agent, account } = this;
    if (agent === null || account === null) {
      this.emit({ type: 'ended', call, ending: localEnding('signalling-lost') });
      return;
    }
    const once = takesAnswerOnce();
    try {
      const session = agent.call(sipUri(to, account.sipDomain), {
        ...mediaOptions(audio, this.ice.servers),
        ...(replaced === undefined ? {} : { extraHeaders: [replacesHeader(replaced)] }),
        eventHandlers: {
          icecandidate: leaveWhenGathered(this.ice.gatherMillis),
          sdp: once.sdp,
          peerconnection: ({ peerconnection }) => {
            once.guard(peerconnection);
            this.watchMedia(call, peerconnection);
          },
        },
      });
      this.sessions.set(call, session);
      this.watch(call, session);
    } catch {
      this.emit({ type: 'ended', call, ending: localEnding('internal') });
    }
  }

  dialog(call: CallKey): Dialog | null {
    const session = this.sessions.get(call);
    return session?.isEstablished() === true ? dialogOf(session) : null;
  }

  answer(call: CallKey, audio: MediaStream): void {
    const session = this.sessions.get(call);
    if (session === undefined || session.isEnded()) {
      return;
    }
    session.on('icecandidate', leaveWhenGathered(this.ice.gatherMillis));
    session.on('peerconnection', ({ peerconnection }) => this.watchMedia(call, peerconnection));
    session.answer(mediaOptions(audio, this.ice.servers));
  }

  decline(call: CallKey, status: 486 | 603): void {
    this.terminate(call, { status_code: status, reason_phrase: status === 486 ? 'Busy Here' : 'Decline' });
  }

  hangUp(call: CallKey): void {
    this.terminate(call, {});
  }

  mute(call: CallKey, muted: boolean): void {
    const session = this.sessions.get(call);
    if (muted) {
      session?.mute({ audio: true });
    } else {
      session?.unmute({ audio: true });
    }
  }

  hold(call: CallKey, held: boolean): void {
    const session = this.sessions.get(call);
    if (held) {
      session?.hold();
    } else {
      session?.unhold();
    }
  }

  transfer(call: CallKey, to: string): void {
    this.refer(call, sipUri(to, this.account?.sipDomain ?? ''));
  }

  join(call: CallKey, other: CallKey): void {
    const replaced = this.sessions.get(other);
    if (replaced !== undefined) {
      this.refer(call, replaced.remote_identity.uri.toString(), replaced);
    }
  }

  merge(call: CallKey, other: CallKey): void {
    this.refer(call, sipUri('conference', this.account?.sipDomain ?? ''), this.sessions.get(other));
  }

  private refer(call: CallKey, target: string, replaces?: RTCSession): void {
    const session = this.sessions.get(call);
    if (session !== undefined && !session.isEnded()) {
      refer(call, session, target, replaces, (event) => this.emit(event));
    }
  }

  sendDigits(call: CallKey, digits: string): void {
    const session = this.sessions.get(call);
    if (session === undefined || session.isEnded()) {
      return;
    }
    session.sendDTMF(digits, {
      // Without this JsSIP sends SIP INFO, which a carrier never hears.
      transportType: JsSIP.C.DTMF_TRANSPORT.RFC2833,
      duration: DIGIT_MILLIS,
      interToneGap: DIGIT_GAP_MILLIS,
    });
  }

  useMicrophone(call: CallKey, audio: MediaStream): void {
    sendInstead(this.sessions.get(call), audio);
  }

  stats(call: CallKey): Promise<Sample | null> {
    return statsOf(this.sessions.get(call));
  }

  sendText(to: string, text: string, done: (sent: boolean) => void): void {
    if (this.agent === null) {
      done(false);
    } else {
      sendText(this.agent, sipUri(to, this.account?.sipDomain ?? ''), text, done);
    }
  }

  evidence(): Promise<readonly object[]> {
    return Promise.all([...this.sessions].map(([call, session]) => evidenceOf(call, session)));
  }

  onEvent(listener: (event: SipEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private emit(event: SipEvent): void {
    for (const listener of this.listeners) {
      listener(event);
    }
  }

  private offered({ session, request }: IncomingRTCSessionEvent): void {
    this.incomingCount += 1;
    const call = `in-${this.incomingCount}`;
    this.sessions.set(call, session);
    this.watch(call, session);
    const from = session.remote_identity;
    const called = request.to.uri.user as string | undefined;
    this.emit({
      type: 'incoming',
      call,
      from: {
        user: this.partyUser(from.uri.user, from.uri.host),
        displayName: from.display_name || null,
        ...signed(request.getHeader('P-Asserted-Identity')),
      },
      called: called && called !== this.account?.user ? called : null,
    });
  }

  private partyUser(user: string | undefined, host: string): string {
    if (!user || user === 'anonymous') {
      return 'anonymous';
    }
    const isNumber = /^\+?\d+$/.test(user);
    return isNumber || host === this.account?.sipDomain ? user : `${user}@${host}`;
  }

  private watch(call: CallKey, session: RTCSession): void {
    session.on('progress', (event: object) => {
      // For an incoming call JsSIP reports its own 180, without an answer.
      const answer = (event as { response?: { body?: string } | null }).response;
      if (answer) {
        this.emit({ type: answer.body ? 'early-media' : 'ringing', call });
      }
    });
    session.on('accepted', () => this.emit({ type: 'answered', call }));
    session.on('hold', ({ originator }) => this.onHold(call, originator, true));
    session.on('unhold', ({ originator }) => this.onHold(call, originator, false));
    session.on('ended', (event) => this.over(call, session, event, true));
    session.on('failed', (event) => this.over(call, session, event, false));
  }

  private onHold(call: CallKey, originator: string, held: boolean): void {
    if (originator === 'local') {
      this.emit({ type: 'held', call, held });
    }
  }

  private watchMedia(call: CallKey, connection: RTCPeerConnection): void {
    connection.addEventListener('connectionstatechange', () => {
      const state = connection.connectionState;
      if (state === 'connected') {
        this.emit({ type: 'media', call, state: 'connected' });
      } else if (state === 'disconnected' || state === 'failed') {
        this.emit({ type: 'media', call, state: 'interrupted' });
      }
    });
    connection.addEventListener('track', ({ track, streams }) => {
      if (track.kind === 'audio') {
        this.emit({ type: 'remote-audio', call, stream: streams[0] ?? new MediaStream([track]) });
      }
    });
  }

  private over(call: CallKey, session: RTCSession, event: EndEvent, established: boolean): void {
    if (this.sessions.delete(call)) {
      this.emit({ type: 'ended', call, ending: endingOf(event, established, sipCallIdOf(session)) });
    }
  }

  private terminate(call: CallKey, options: { status_code?: number; reason_phrase?: string }): void {
    const session = this.sessions.get(call);
    if (session !== undefined && !session.isEnded()) {
      session.terminate(options);
    }
  }
}

/** The verstat parameter of the gateway (3GPP TS 24.229): the result of a STIR/SHAKEN signature. */
function signed(asserted: string | undefined): Partial<Pick<Party, 'signed'>> {
  if (asserted?.includes('verstat=TN-Validation-Passed')) {
    return { signed: 'verified' };
  }
  return asserted?.includes('verstat=TN-Validation-Failed') ? { signed: 'wrong' } : {};
}
