import type { Api } from './api/api';
import { isLive, reduceCall, takesDigits, type Call, type CallEvent } from './call';
import { demoTitle, type GatewayConfig } from './config';
import { endingWords } from './failure-words';
import { Line, SIGNED_OUT, type LineState } from './line';
import { stopTracks, type Microphone } from './microphone';
import { parseDialled } from './number';
import { addRecent, loadRecents, recentOf, saveRecents, type RecentCall } from './recents';
import type { RemoteAudio } from './remote-audio';
import type { Settings, SettingsStore } from './settings';
import type { CallKey, Party, SipEvent, SipPort } from './sip-port';
import { soundFor, type Tones } from './tones';

/** Everything the views show. A new object for every change; views never change it. */
export interface PhoneState extends LineState {
  readonly config: GatewayConfig;
  readonly call: Call | null;
  /** Text of the number field. */
  readonly entry: string;
  readonly entryProblem: string | null;
  readonly recents: readonly RecentCall[];
  readonly settings: Settings;
}

export interface PhoneParts {
  readonly api: Api;
  readonly port: SipPort;
  readonly microphone: Microphone;
  readonly tones: Tones;
  readonly remoteAudio: RemoteAudio;
  readonly settings: SettingsStore;
  readonly config: GatewayConfig;
}

const SLOW_CONNECT_MILLIS = 5_000;
const ENDED_STAYS_MILLIS = 8_000;
const MAX_ENTRY = 96;

/** The phone itself: takes what people and the SIP side do, keeps the state, and does what follows from it. */
export class Phone {
  state: PhoneState;
  /** The gateway's REST side, for views of lists and figures. */
  readonly api: Api;

  private readonly listeners = new Set<() => void>();
  private readonly line: Line;
  private readonly microphones = new Map<CallKey, MediaStream>();
  private outgoingCount = 0;
  private postDial = '';
  private callTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly parts: PhoneParts) {
    this.api = parts.api;
    this.state = {
      ...SIGNED_OUT,
      config: parts.config,
      call: null,
      entry: '',
      entryProblem: null,
      recents: [],
      settings: parts.settings.read(),
    };
    this.line = new Line(parts.port, (line) => this.onLine(line));
    parts.port.onEvent((event) => this.onSipEvent(event));
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  // Signing in and out

  lastUser(): string {
    return this.parts.settings.lastUser();
  }

  lastNumber(): string {
    return this.parts.settings.lastNumber();
  }

  signIn(user: string, password: string, displayName: string | null = null): void {
    this.parts.tones.unlock();
    this.line.signIn(user, password, displayName, this.state.config);
  }

  signOut(): void {
    this.line.signOut();
  }

  networkChanged(online: boolean): void {
    this.line.networkChanged(online);
  }

  private onLine(line: LineState): void {
    const { session, user } = this.state;
    if (session === 'signing-in' && line.session === 'signed-in' && user !== null) {
      this.parts.settings.rememberUser(user.name);
      this.set({ recents: loadRecents(this.parts.settings, user.name) });
    }
    if (session === 'signed-in' && line.session === 'signed-out') {
      this.forgetCall();
    }
    this.set({ ...line, ...(line.line === 'ready' ? { entryProblem: null } : {}) });
  }

  private forgetCall(): void {
    clearTimeout(this.callTimer);
    if (this.state.call !== null) {
      this.release(this.state.call.key);
    }
    this.parts.tones.play('none');
    this.set({ call: null, entry: '', entryProblem: null, recents: [] });
  }

  // Dialling

  setEntry(entry: string): void {
    this.set({ entry: entry.slice(0, MAX_ENTRY), entryProblem: null });
  }

  /** Calls what stands in the number field; an empty field brings the last number back. */
  callEntry(): void {
    if (this.state.entry.trim() === '') {
      this.set({ entry: this.parts.settings.lastNumber(), entryProblem: null });
      return;
    }
    this.dial(this.state.entry);
  }

  dial(text: string, displayName: string | null = null): void {
    const result = parseDialled(text);
    if (!result.ok) {
      this.set({ entryProblem: result.problem });
      return;
    }
    if (this.state.line !== 'ready') {
      this.set({ entry: text, entryProblem: 'There is no line yet. Call when the phone is ready.' });
      return;
    }
    if (isLive(this.state.call)) {
      return;
    }
    const { target, postDial } = result.dialled;
    this.parts.settings.rememberNumber(text.trim());
    this.postDial = postDial;
    this.outgoingCount += 1;
    const key = `out-${this.outgoingCount}`;
    this.set({ entry: '', entryProblem: null });
    const party = { user: target, displayName: displayName ?? demoTitle(this.state.config, target) };
    this.onCall({ type: 'dialled', key, party, atMillis: Date.now() });
    void this.askMicrophone(key);
  }

  // The call

  answer(): void {
    const call = this.state.call;
    if (call?.phase === 'incoming') {
      this.onCall({ type: 'answering' });
      void this.askMicrophone(call.key);
    }
  }

  decline(): void {
    if (this.state.call?.phase === 'incoming') {
      this.parts.port.decline(this.state.call.key, 603);
    }
  }

  hangUp(): void {
    const call = this.state.call;
    if (!isLive(call)) {
      return;
    }
    if (call.phase === 'preparing') {
      // Nothing has left this page yet, so there is nobody to tell.
      this.onCall({ type: 'ended', ending: CANCELLED_HERE, atMillis: Date.now() });
      this.onCall({ type: 'dismissed' });
    } else {
      this.parts.port.hangUp(call.key);
    }
  }

  /** After the microphone was refused: ask the browser once more. */
  retryMicrophone(): void {
    const call = this.state.call;
    if (call?.phase === 'incoming') {
      this.answer();
    } else if (call?.phase === 'preparing') {
      this.onCall({ type: 'microphone-asked' });
      void this.askMicrophone(call.key);
    }
  }

  /** After the microphone was refused: hear the other side without being heard. */
  listenOnly(): void {
    const call = this.state.call;
    if (call?.phase === 'incoming') {
      this.onCall({ type: 'answering' });
      this.connectCall(call.key, this.parts.microphone.silence(), true);
    } else if (call?.phase === 'preparing') {
      this.connectCall(call.key, this.parts.microphone.silence(), true);
    }
  }

  toggleMute(): void {
    const call = this.state.call;
    if (isLive(call) && call.phase !== 'incoming' && call.phase !== 'preparing' && !call.listenOnly) {
      this.parts.port.mute(call.key, !call.muted);
      this.onCall({ type: 'muted', muted: !call.muted });
    }
  }

  toggleKeypad(): void {
    const call = this.state.call;
    if (takesDigits(call)) {
      this.onCall({ type: 'keypad', open: !call.keypadOpen });
    }
  }

  sendDigit(digit: string): void {
    const call = this.state.call;
    if (takesDigits(call) && /^[0-9*#]$/.test(digit)) {
      this.parts.tones.key(digit);
      this.parts.port.sendDigits(call.key, digit);
      this.onCall({ type: 'digits', digits: digit });
    }
  }

  keyTone(digit: string): void {
    this.parts.tones.unlock();
    this.parts.tones.key(digit);
  }

  dismiss(): void {
    this.onCall({ type: 'dismissed' });
  }

  changeSettings(change: Partial<Settings>): void {
    this.parts.settings.write(change);
    this.set({ settings: { ...this.state.settings, ...change } });
  }

  // What the SIP side reports

  private onSipEvent(event: SipEvent): void {
    switch (event.type) {
      case 'connecting':
      case 'connected':
      case 'disconnected':
      case 'registered':
      case 'unregistered':
      case 'registration-refused':
        this.line.onEvent(event, isLive(this.state.call));
        return;
      case 'incoming':
        this.onIncoming(event.call, event.from, event.called);
        return;
      case 'remote-audio':
        this.parts.remoteAudio.attach(event.call, event.stream);
        return;
      case 'ended':
        this.release(event.call);
        this.forCall(event.call, { type: 'ended', ending: event.ending, atMillis: Date.now() });
        return;
      case 'ringing':
      case 'early-media':
        this.forCall(event.call, { type: event.type });
        return;
      case 'answered':
        this.forCall(event.call, { type: 'answered', atMillis: Date.now() });
        return;
      case 'media':
        this.forCall(event.call, { type: event.state === 'connected' ? 'media-connected' : 'media-interrupted' });
        return;
    }
  }

  private onIncoming(key: CallKey, party: Party, called: string | null): void {
    if (isLive(this.state.call)) {
      this.parts.port.decline(key, 486);
      const heardBusy = { direction: 'incoming', outcome: 'missed', atMillis: Date.now(), seconds: 0 } as const;
      this.remember({ ...party, ...heardBusy });
      return;
    }
    this.onCall({ type: 'offered', key, party, called, atMillis: Date.now() });
  }

  // What follows from a change of the call

  private forCall(key: CallKey, event: CallEvent): void {
    if (this.state.call?.key === key) {
      this.onCall(event);
    }
  }

  private onCall(event: CallEvent): void {
    const before = this.state.call;
    const call = reduceCall(before, event);
    if (call === before) {
      return;
    }
    this.set({ call });
    this.parts.tones.play(soundFor(call));
    if (call?.phase === before?.phase && call?.key === before?.key) {
      return;
    }
    clearTimeout(this.callTimer);
    if (call?.phase === 'connecting') {
      this.callTimer = setTimeout(() => this.forCall(call.key, { type: 'connecting-is-slow' }), SLOW_CONNECT_MILLIS);
    } else if (call?.phase === 'in-call' && this.postDial !== '') {
      // The comma gives the far side's menu two seconds to get ready.
      this.parts.port.sendDigits(call.key, `,${this.postDial}`);
      this.onCall({ type: 'digits', digits: this.postDial });
      this.postDial = '';
    } else if (call?.phase === 'ended') {
      this.onEnded(call);
    }
  }

  private onEnded(call: Call): void {
    this.postDial = '';
    if (call.answeredAtMillis !== null) {
      this.parts.tones.over();
    }
    if (call.ending !== CANCELLED_HERE) {
      this.remember(recentOf(call));
    }
    const isTyping = this.state.entry !== '';
    if (call.direction === 'incoming' && call.answeredAtMillis === null && isTyping) {
      // Somebody is busy with the number field; the missed call is in the list.
      this.dismiss();
    } else if (!endingWords(call).problem) {
      // Bad news stays until it was read.
      this.callTimer = setTimeout(() => this.dismiss(), ENDED_STAYS_MILLIS);
    }
  }

  private remember(recent: RecentCall): void {
    const recents = addRecent(this.state.recents, recent);
    this.set({ recents });
    if (this.state.user !== null) {
      saveRecents(this.parts.settings, this.state.user.name, recents);
    }
  }

  private async askMicrophone(key: CallKey): Promise<void> {
    const result = await this.parts.microphone.open(this.state.settings.rawAudio);
    const call = this.state.call;
    const isWaiting = isLive(call) && call.key === key && !this.microphones.has(key);
    if (!isWaiting) {
      // The call went away while the browser was asking.
      if (result.ok) {
        stopTracks(result.stream);
      }
    } else if (result.ok) {
      this.connectCall(key, result.stream, false);
    } else {
      this.onCall({ type: 'microphone-refused', problem: result.problem });
    }
  }

  private connectCall(key: CallKey, audio: MediaStream, listenOnly: boolean): void {
    const call = this.state.call;
    if (call === null) {
      return;
    }
    this.microphones.set(key, audio);
    this.onCall({ type: 'invited', listenOnly });
    if (call.direction === 'outgoing') {
      this.parts.port.call(key, call.party.user, audio);
    } else {
      this.parts.port.answer(key, audio);
    }
  }

  private release(key: CallKey): void {
    const audio = this.microphones.get(key);
    if (audio !== undefined) {
      this.microphones.delete(key);
      stopTracks(audio);
    }
    this.parts.remoteAudio.detach(key);
  }

  private set(change: Partial<PhoneState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) {
      listener();
    }
  }
}

const CANCELLED_HERE = {
  cause: 'cancelled',
  by: 'here',
  status: null,
  phrase: null,
  reason: null,
  retryAfterSeconds: null,
  sipCallId: null,
} as const;
