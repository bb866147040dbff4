import type { Api } from './api/api';
import type { EventFeed } from './api/events';
import type { Me } from './api/types';
import { isLive } from './call';
import { CallControl } from './call-control';
import { frontOf } from './calls';
import { demoTitle } from './config';
import { DoNotDisturb } from './do-not-disturb';
import { Entrance } from './entrance';
import { keptOf, type KeptCall } from './kept-calls';
import { isLineEvent, Line, type LineEvent, type LineState } from './line';
import { Names } from './names';
import { OwnCalls } from './own-calls';
import { clippedEntry, parseDialled } from './number';
import type { PhoneParts } from './phone-parts';
import { signedOut, type PhoneState } from './phone-state';
import { Correspondence } from './correspondence';
import { voicemailOf } from './texts';
import { recentOf } from './recents';
import { Recovery } from './recovery';
import type { Sample } from './quality/figures';
import type { Settings } from './settings';
import type { CallKey, SipEvent, SipPort } from './sip-port';
import { t } from './words/words';

export { signedOut, type PhoneState } from './phone-state';

const OF_THE_MICROPHONE = ['microphone', 'rawAudio', 'echoCancellation', 'noiseSuppression', 'gainControl'] as const;

/** What views see of a phone, whichever tab has the line. */
export type Phone = Omit<
  Pick<LeadingPhone, keyof LeadingPhone>,
  'resume' | 'leave' | 'networkChanged' | 'callsToKeep' | 'inherit'
>;

/** The phone itself: takes what people and the SIP side do, keeps the state, and does what follows from it. */
export class LeadingPhone {
  state: PhoneState;
  /** Whether line and sound are in another tab. */
  readonly follows: boolean = false;
  /** The gateway's REST side, for views of lists and figures. */
  readonly api: Api;
  /** What the gateway tells while it happens. */
  readonly events: EventFeed;
  /** The SIP side, for tests of the line; null where another tab has it. */
  readonly port: SipPort | null;

  private readonly listeners = new Set<() => void>();
  private readonly line: Line;
  private readonly control: CallControl;
  private readonly entrance: Entrance;
  private readonly names = new Names();
  private readonly recovery: Recovery;
  private readonly ownCalls: OwnCalls;
  private readonly undisturbed: DoNotDisturb;
  private readonly correspondence: Correspondence;

  constructor(private readonly parts: PhoneParts) {
    this.api = parts.api;
    this.events = parts.events;
    this.port = parts.port;
    this.state = signedOut(parts.config, parts.settings);
    this.control = new CallControl(parts, {
      microphone: () => this.state.settings,
      doNotDisturb: () => this.state.doNotDisturb,
      nameOf: (user) => this.names.of(user),
      isTyping: () => this.state.entry !== '',
      changed: (calls) => this.set({ calls, call: frontOf(calls) }),
      over: (call) => this.correspondence.called(recentOf(call)),
      turnedAway: (party) => this.correspondence.missed(party),
    });
    this.line = new Line(
      parts.port,
      (line) => this.onLine(line),
      () => this.state.calls.all.some(isLive),
    );
    this.recovery = new Recovery(parts.port);
    this.ownCalls = new OwnCalls(parts.api, parts.port);
    this.correspondence = new Correspondence(parts.port, parts.settings, (kept) => this.set(kept));
    this.undisturbed = new DoNotDisturb(parts.api, parts.events, (call) => this.correspondence.called(call));
    this.entrance = new Entrance(parts, this.line, (me) => this.letIn(me));
    this.useDevices();
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
    this.entrance.signIn(user, password, displayName);
  }

  /** Whoever was signed in before the page was loaded again goes on. */
  resume(): void {
    this.entrance.resume();
  }

  private letIn(me: Me): void {
    this.line.named(me.displayName);
    this.set({ me });
    void this.learnNames();
    void this.undisturbed.of(me.user, (doNotDisturb) => this.set({ doNotDisturb }));
  }

  /** Contacts have changed. */
  async learnNames(): Promise<void> {
    await this.names.learn(this.api);
  }

  signOut(): void {
    this.line.signOut();
  }

  /**
   * The page goes away, for good or to be loaded again: no browser says which. So the gateway holds answered calls for
   * the grace time, and the page asks for them when it is back. Without any, the telephone is signed off.
   */
  leave(): void {
    const kept = this.callsToKeep();
    if (kept.length > 0) {
      this.parts.keptCalls.keep(kept);
    } else {
      this.parts.port.disconnect();
    }
  }

  /** What another life of the page needs to go on with the calls. */
  callsToKeep(): readonly KeptCall[] {
    return keptOf(this.state.calls.all, (call) => this.parts.port.dialog(call.key), Date.now());
  }

  /** Calls that another tab had. */
  inherit(kept: readonly KeptCall[]): void {
    this.parts.keptCalls.keep(kept);
  }

  /** Goes on with a call from before the page was loaded again. */
  takeBack(kept: KeptCall): void {
    if (this.state.line === 'ready' && this.control.canDial()) {
      this.dropKept(kept);
      this.parts.tones.unlock();
      this.control.dial(kept.party, '', null, kept.dialog);
    }
  }

  dropKept(kept: KeptCall): void {
    this.set({ kept: this.state.kept.filter((other) => other.dialog.callId !== kept.dialog.callId) });
  }

  networkChanged(online: boolean): void {
    this.line.networkChanged(online);
    if (online) {
      this.recovery.suspect();
    }
  }

  private onLine(line: LineState): void {
    const { session, user } = this.state;
    if ((session === 'signing-in' || session === 'resuming') && line.session === 'signed-in' && user !== null) {
      this.parts.settings.rememberUser(user.name);
      this.correspondence.of(user.name);
      this.set({ kept: this.keptCalls() });
    }
    if (session === 'signed-in' && line.session === 'signed-out') {
      this.control.forget();
      this.entrance.over();
      this.correspondence.over();
      this.set({ entry: '', entryProblem: null, kept: [], doNotDisturb: false, me: null, voicemail: null });
      this.names.forget();
      this.undisturbed.over();
    }
    this.set({ ...line, ...(line.line === 'ready' ? { entryProblem: null } : {}) });
  }

  // Dialling

  setEntry(entry: string): void {
    this.set({ entry: clippedEntry(entry), entryProblem: null });
  }

  /** Calls what stands in the number field; an empty field brings the last number back. */
  callEntry(): void {
    if (this.state.entry.trim() === '') {
      this.set({ entry: this.parts.settings.lastNumber(), entryProblem: null });
      return;
    }
    this.dial(this.state.entry);
  }

  /** A second call holds the one in front. */
  dial(text: string, displayName: string | null = null): void {
    this.reach(text, displayName, null);
  }

  /** Asks somebody before the call in front is handed over. */
  consult(text: string, displayName: string | null = null): void {
    this.reach(text, displayName, this.state.call?.key ?? null);
  }

  private reach(text: string, displayName: string | null, consultFor: CallKey | null): void {
    const result = parseDialled(text);
    if (!result.ok) {
      this.set({ entryProblem: t(result.problem) });
      return;
    }
    if (this.state.line !== 'ready') {
      this.set({ entry: text, entryProblem: t('phone.no-line-yet') });
      return;
    }
    if (!this.control.canDial()) {
      return;
    }
    const { target, postDial } = result.dialled;
    this.parts.settings.rememberNumber(text.trim());
    this.set({ entry: '', entryProblem: null });
    const party = { user: target, displayName: displayName ?? this.nameOf(target) };
    this.control.dial(party, postDial, consultFor);
  }

  private nameOf(target: string): string | null {
    return this.names.of(target) ?? demoTitle(this.state.config, target);
  }

  // The calls

  answer(): void {
    this.control.answer();
  }

  endAndAnswer(): void {
    this.control.endAndAnswer();
  }

  decline(): void {
    this.control.decline();
  }

  hangUp(): void {
    this.control.hangUp();
  }

  retryMicrophone(): void {
    this.control.retryMicrophone();
  }

  listenOnly(): void {
    this.control.listenOnly();
  }

  toggleMute(): void {
    this.control.toggleMute();
  }

  toggleKeypad(): void {
    this.control.toggleKeypad();
  }

  toggleHold(): void {
    this.control.toggleHold();
  }

  swapTo(key: CallKey): void {
    this.control.swapTo(key);
  }

  /** Hands the call in front to this number or person. Returns whether it can be dialled. */
  transfer(text: string): boolean {
    const result = parseDialled(text);
    if (result.ok) {
      this.control.transfer(result.dialled.target);
    }
    return result.ok;
  }

  completeTransfer(): void {
    this.control.completeTransfer();
  }

  merge(): void {
    this.control.merge();
  }

  /** What the browser counts of the call in front. */
  async stats(): Promise<Sample | null> {
    const call = this.state.call;
    return call === null ? null : this.parts.port.stats(call.key);
  }

  /** By what name the gateway's REST side knows a call of this page; null where that cannot be told. */
  gatewayCall(key: CallKey): Promise<string | null> {
    return this.state.me === null ? Promise.resolve(null) : this.ownCalls.id(key);
  }

  sendDigit(digit: string): void {
    this.control.sendDigit(digit);
  }

  keyTone(digit: string): void {
    this.parts.tones.unlock();
    this.parts.tones.key(digit);
  }

  dismiss(): void {
    this.control.dismiss();
  }

  setDoNotDisturb(on: boolean): void {
    this.set({ doNotDisturb: on });
    void this.undisturbed.set(on);
  }

  changeSettings(change: Partial<Settings>): void {
    this.parts.settings.write(change);
    this.set({ settings: { ...this.state.settings, ...change } });
    this.useDevices();
    if (OF_THE_MICROPHONE.some((one) => change[one] !== undefined)) {
      void this.control.microphoneChanged();
    }
  }

  /** The same state, as a new object: every view says it again, in another language for one. */
  redraw(): void {
    this.set({});
  }

  private useDevices(): void {
    this.parts.remoteAudio.useDevice(this.state.settings.speaker);
    this.parts.tones.useDevice(this.state.settings.ringer);
  }

  /** Writes to somebody. */
  sendText(to: string, text: string): void {
    this.correspondence.send(to, text);
  }

  /** This conversation is being looked at; null is none. */
  readTexts(user: string | null): void {
    this.correspondence.read(user);
  }

  // What the SIP side reports

  private onSipEvent(event: SipEvent): void {
    if (isLineEvent(event)) {
      this.onLineEvent(event);
      return;
    }
    switch (event.type) {
      case 'text':
        this.correspondence.heard(event.from, event.text);
        this.parts.tones.key('*');
        return;
      case 'voicemail':
        this.set({ voicemail: voicemailOf(event, this.state.user?.name) });
        return;
      default:
        this.recovery.onCall(event);
        this.control.onSipEvent(event);
    }
  }

  private onLineEvent(event: LineEvent): void {
    this.recovery.onLine(event);
    if (event.type !== 'registration-refused' || !this.entrance.refused(event.status)) {
      this.line.onEvent(event);
    }
  }

  private keptCalls(): readonly KeptCall[] {
    const grace = this.state.config.graceSeconds;
    const kept = this.parts.keptCalls.take(grace, Date.now());
    for (const call of kept) {
      // The gateway has ended it then.
      setTimeout(() => this.dropKept(call), Math.max(0, call.leftAtMillis + grace * 1000 - Date.now()));
    }
    return kept;
  }

  private set(change: Partial<PhoneState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) {
      listener();
    }
  }
}
