import { CallAudio } from './call-audio';
import type { CallParts, CallSurroundings } from './call-surroundings';
import { CANCELLED_HERE, isBeingTransferred, isLive, takesDigits, type Call, type CallEvent } from './call';
import {
  bringToFront,
  callOf,
  frontOf,
  MOST_CALLS,
  NO_CALLS,
  partnerOf,
  reduceCalls,
  soundOf,
  waitingOf,
  type CallSet,
} from './calls';
import { partyName } from './call-words';
import { endingWords } from './failure-words';
import type { CallKey, Dialog, Party, SipEvent } from './sip-port';

const SLOW_CONNECT_MILLIS = 5_000;
const ENDED_STAYS_MILLIS = 8_000;

type CallSipEvent = Extract<SipEvent, { readonly call: CallKey }>;

/** The calls: what people and the SIP side do to them, and what follows. */
export class CallControl {
  private set: CallSet = NO_CALLS;
  private readonly audio: CallAudio;
  private readonly timers = new Map<CallKey, ReturnType<typeof setTimeout>>();
  private readonly postDial = new Map<CallKey, string>();
  private readonly replaced = new Map<CallKey, Dialog>();
  private outgoingCount = 0;

  constructor(
    private readonly parts: CallParts,
    private readonly around: CallSurroundings,
  ) {
    this.audio = new CallAudio(parts.microphone);
  }

  /** Whether one more call may be dialled now: the one in front must be answered, or on its way out. */
  canDial(): boolean {
    const front = frontOf(this.set);
    const live = this.set.all.filter(isLive);
    return live.length < MOST_CALLS && (!isLive(front) || front.phase === 'in-call');
  }

  /** `replaced` is a call of an earlier life of the page, whose place this one takes. */
  dial(party: Party, postDial: string, consultFor: CallKey | null = null, replaced?: Dialog): void {
    if (!this.canDial()) {
      return;
    }
    this.holdFront();
    this.outgoingCount += 1;
    const key = `out-${this.outgoingCount}`;
    this.postDial.set(key, postDial);
    if (replaced !== undefined) {
      this.replaced.set(key, replaced);
    }
    this.on(key, { type: 'dialled', key, party, atMillis: Date.now(), consultFor });
    void this.askMicrophone(key);
  }

  /** Takes the call in front, or the one that waits; the one that goes on is put on hold. */
  answer(): void {
    const call = this.ringing();
    if (call !== null) {
      if (call.key !== this.set.front) {
        this.holdFront();
        this.bring(call.key);
      }
      this.on(call.key, { type: 'answering' });
      void this.askMicrophone(call.key);
    }
  }

  /** Ends the call that goes on and takes the one that waits. */
  endAndAnswer(): void {
    const waiting = waitingOf(this.set);
    const front = frontOf(this.set);
    if (waiting !== null && isLive(front)) {
      this.bring(waiting.key);
      this.parts.port.hangUp(front.key);
      this.answer();
    }
  }

  decline(): void {
    const call = this.ringing();
    if (call !== null) {
      this.parts.port.decline(call.key, 603);
    }
  }

  private ringing(): Call | null {
    const front = frontOf(this.set);
    return front?.phase === 'incoming' ? front : waitingOf(this.set);
  }

  hangUp(): void {
    const call = frontOf(this.set);
    if (!isLive(call)) {
      return;
    }
    if (call.phase === 'preparing') {
      // Nothing has left this page yet, so there is nobody to tell.
      this.on(call.key, { type: 'ended', ending: CANCELLED_HERE, atMillis: Date.now() });
      this.on(call.key, { type: 'dismissed' });
    } else {
      this.parts.port.hangUp(call.key);
    }
  }

  /** After the microphone was refused: ask the browser once more. */
  retryMicrophone(): void {
    const call = frontOf(this.set);
    if (call?.phase === 'incoming') {
      this.answer();
    } else if (call?.phase === 'preparing') {
      this.on(call.key, { type: 'microphone-asked' });
      void this.askMicrophone(call.key);
    } else if (call?.listenOnly === true) {
      void this.microphoneChanged();
    }
  }

  /** After the microphone was refused: hear the other side without being heard. */
  listenOnly(): void {
    const call = frontOf(this.set);
    if (call?.phase === 'incoming') {
      this.on(call.key, { type: 'answering' });
      this.connect(call.key, this.parts.microphone.silence(), true);
    } else if (call?.phase === 'preparing') {
      this.connect(call.key, this.parts.microphone.silence(), true);
    }
  }

  toggleMute(): void {
    const call = frontOf(this.set);
    if (isLive(call) && call.phase !== 'incoming' && call.phase !== 'preparing' && !call.listenOnly) {
      this.parts.port.mute(call.key, !call.muted);
      this.on(call.key, { type: 'muted', muted: !call.muted });
    }
  }

  toggleKeypad(): void {
    const call = frontOf(this.set);
    if (takesDigits(call)) {
      this.on(call.key, { type: 'keypad', open: !call.keypadOpen });
    }
  }

  sendDigit(digit: string): void {
    const call = frontOf(this.set);
    if (takesDigits(call) && /^[0-9*#]$/.test(digit)) {
      this.parts.tones.key(digit);
      this.parts.port.sendDigits(call.key, digit);
      this.on(call.key, { type: 'digits', digits: digit });
    }
  }

  toggleHold(): void {
    const call = frontOf(this.set);
    if (call?.phase === 'in-call') {
      this.parts.port.hold(call.key, call.heldAtMillis === null);
    }
  }

  /** Puts another call in front: the one that was there is held, the other goes on. */
  swapTo(key: CallKey): void {
    const call = callOf(this.set, key);
    if (isLive(call) && key !== this.set.front) {
      this.holdFront();
      this.bring(key);
      this.resume(call);
    }
  }

  /** Hands the other side over at once. */
  transfer(to: string): void {
    const call = frontOf(this.set);
    if (call?.phase === 'in-call' && !isBeingTransferred(call)) {
      this.on(call.key, { type: 'transfer', transfer: { to, state: 'asked', status: null } });
      this.parts.port.transfer(call.key, to);
    }
  }

  /** Joins whoever was asked with the one whose call it was about. */
  completeTransfer(): void {
    const asked = frontOf(this.set);
    const subject = callOf(this.set, asked?.consultFor ?? null) ?? partnerOf(this.set);
    const there = asked?.phase === 'in-call' || (asked?.phase === 'ringing' && asked.consultFor !== null);
    if (asked !== null && there && isLive(subject)) {
      const to = partyName(asked.party);
      this.on(subject.key, { type: 'transfer', transfer: { to, state: 'asked', status: null } });
      this.parts.port.join(subject.key, asked.key);
    }
  }

  /** Everybody hears everybody: the call in front and the one on hold. */
  merge(): void {
    const front = frontOf(this.set);
    const other = partnerOf(this.set);
    if (front !== null && other !== null) {
      this.resume(front);
      const displayName = `${partyName(front.party)}, ${partyName(other.party)}`;
      this.on(front.key, { type: 'merged', party: { user: front.party.user, displayName } });
      this.parts.port.merge(front.key, other.key);
    }
  }

  /** The microphone is another one, or there at last: calls that go on take it at once, those that only listened too. */
  async microphoneChanged(): Promise<void> {
    const streams = await this.audio.change(this.around.microphone());
    streams?.forEach((stream, call) => {
      this.parts.port.useMicrophone(call, stream);
      this.on(call, { type: 'invited', listenOnly: false });
    });
  }

  dismiss(): void {
    const front = this.set.front;
    if (front !== null) {
      this.on(front, { type: 'dismissed' });
    }
  }

  /** The person signs out: nothing is left. */
  forget(): void {
    this.timers.forEach((timer) => clearTimeout(timer));
    this.timers.clear();
    this.set.all.forEach((call) => this.release(call.key));
    this.parts.tones.play('none');
    this.change(NO_CALLS);
  }

  onSipEvent(event: CallSipEvent): void {
    switch (event.type) {
      case 'incoming':
        this.offered(event.call, event.from, event.called);
        return;
      case 'remote-audio':
        this.parts.remoteAudio.attach(event.call, event.stream);
        return;
      case 'ended':
        this.release(event.call);
        this.on(event.call, { type: 'ended', ending: event.ending, atMillis: Date.now() });
        return;
      case 'ringing':
      case 'early-media':
        this.on(event.call, { type: event.type });
        return;
      case 'answered':
        this.on(event.call, { type: 'answered', atMillis: Date.now() });
        return;
      case 'media':
        this.on(event.call, { type: event.state === 'connected' ? 'media-connected' : 'media-interrupted' });
        return;
      case 'held':
        this.on(event.call, { type: 'held', held: event.held, atMillis: Date.now() });
        return;
      case 'transfer':
        this.transferNews(event.call, event.progress, event.status);
        return;
    }
  }

  private transferNews(key: CallKey, progress: 'ringing' | 'done' | 'failed', status: number | null): void {
    const call = callOf(this.set, key);
    if (call?.transfer) {
      this.on(key, { type: 'transfer', transfer: { ...call.transfer, state: progress, status } });
    }
  }

  private offered(key: CallKey, party: Party, called: string | null): void {
    const busy = this.set.all.filter(isLive).length >= MOST_CALLS || waitingOf(this.set) !== null;
    if (busy || this.around.doNotDisturb()) {
      this.parts.port.decline(key, 486);
      this.around.turnedAway(party);
      return;
    }
    const known = { ...party, displayName: this.around.nameOf(party.user) ?? party.displayName };
    this.on(key, { type: 'offered', key, party: known, called, atMillis: Date.now() });
  }

  private holdFront(): void {
    const front = frontOf(this.set);
    if (front?.phase === 'in-call' && front.heldAtMillis === null) {
      this.parts.port.hold(front.key, true);
    }
  }

  private resume(call: Call): void {
    if (call.heldAtMillis !== null) {
      this.parts.port.hold(call.key, false);
    }
  }

  private bring(key: CallKey): void {
    this.change(bringToFront(this.set, key));
  }

  private on(key: CallKey, event: CallEvent): void {
    const before = callOf(this.set, key);
    const frontBefore = this.set.front;
    const set = reduceCalls(this.set, key, event);
    if (set === this.set) {
      return;
    }
    const after = callOf(set, key);
    this.change(set);
    const over = event.type === 'ended' && isLive(before);
    if (over) {
      this.ended({ ...before, phase: 'ended', ending: event.ending, endedAtMillis: event.atMillis }, after);
    } else if (after !== null && after.phase !== before?.phase) {
      this.moved(after);
    }
    const front = frontOf(set);
    const waited = over && front !== null && front.key !== frontBefore && before.consultFor === front.key;
    if (waited && (front.transfer === null || front.transfer.state === 'failed')) {
      // Nobody could be asked: whoever waited for that is back on the line.
      this.resume(front);
    }
  }

  private moved(call: Call): void {
    clearTimeout(this.timers.get(call.key));
    if (call.phase === 'connecting') {
      const slow = () => this.on(call.key, { type: 'connecting-is-slow' });
      this.timers.set(call.key, setTimeout(slow, SLOW_CONNECT_MILLIS));
    }
    const digits = this.postDial.get(call.key) ?? '';
    if (call.phase === 'in-call' && digits !== '') {
      this.postDial.delete(call.key);
      // The comma gives the far side's menu two seconds to get ready.
      this.parts.port.sendDigits(call.key, `,${digits}`);
      this.on(call.key, { type: 'digits', digits });
    }
  }

  /** `shown` is null when other calls have taken the stage. */
  private ended(call: Call, shown: Call | null): void {
    clearTimeout(this.timers.get(call.key));
    this.timers.delete(call.key);
    this.postDial.delete(call.key);
    this.replaced.delete(call.key);
    if (call.answeredAtMillis !== null) {
      this.parts.tones.over();
    }
    if (call.ending !== CANCELLED_HERE) {
      this.around.over(call);
    }
    if (shown === null) {
      return;
    }
    if (call.direction === 'incoming' && call.answeredAtMillis === null && this.around.isTyping()) {
      // Somebody is busy with the number field; the missed call is in the list.
      this.dismiss();
    } else if (!endingWords(call).problem) {
      // Bad news stays until it was read.
      const dismiss = () => this.on(call.key, { type: 'dismissed' });
      this.timers.set(call.key, setTimeout(dismiss, ENDED_STAYS_MILLIS));
    }
  }

  private change(set: CallSet): void {
    this.set = set;
    this.around.changed(set);
    this.parts.tones.play(soundOf(set));
  }

  private askMicrophone(key: CallKey): Promise<void> {
    return this.audio.ask(key, this.around.microphone(), {
      isWanted: () => isLive(callOf(this.set, key)),
      opened: (stream) => this.connect(key, stream, false),
      refused: (problem) => this.on(key, { type: 'microphone-refused', problem }),
    });
  }

  private connect(key: CallKey, audio: MediaStream, listenOnly: boolean): void {
    const call = callOf(this.set, key);
    if (call === null) {
      return;
    }
    this.audio.keep(key, audio, listenOnly);
    this.on(key, { type: 'invited', listenOnly });
    if (call.direction === 'outgoing') {
      this.parts.port.call(key, call.party.user, audio, this.replaced.get(key));
    } else {
      this.parts.port.answer(key, audio);
    }
  }

  private release(key: CallKey): void {
    this.audio.release(key);
    this.parts.remoteAudio.detach(key);
  }
}
