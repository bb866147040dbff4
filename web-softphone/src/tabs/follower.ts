import type { Api } from '../api/api';
import type { EventFeed } from '../api/events';
import type { KeptCall } from '../kept-calls';
import { clippedEntry, parseDialled } from '../number';
import type { Phone, PhoneState } from '../phone';
import type { Sample } from '../quality/figures';
import type { Settings, SettingsStore } from '../settings';
import type { CallKey } from '../sip-port';
import { t } from '../words/words';
import type { Command, TabChannel, TabMessage } from './messages';

const ANSWER_MILLIS = 2_000;

export interface FollowerParts {
  readonly api: Api;
  readonly events: EventFeed;
  readonly settings: SettingsStore;
  readonly channel: TabChannel;
  /** Until the leader has shown its state. */
  readonly first: PhoneState;
  /** The gateway's REST side takes changes of this tab too. */
  readonly mayChange: (csrfToken: string | null) => void;
  /** The leader has gone and left its calls. */
  readonly inherited: (kept: readonly KeptCall[]) => void;
}

/** A phone whose sound and line are in another tab: it shows what that one does, and has it do things. */
export class FollowingPhone implements Phone {
  state: PhoneState;
  readonly api: Api;
  readonly events: EventFeed;
  readonly follows = true;
  readonly port = null;

  private readonly listeners = new Set<() => void>();
  private readonly questions = new Map<string, (sample: Sample | null) => void>();

  constructor(private readonly parts: FollowerParts) {
    this.state = parts.first;
    this.api = parts.api;
    this.events = parts.events;
    parts.channel.onmessage = ({ data }) => this.heard(data);
    parts.channel.postMessage({ type: 'hello' });
  }

  private heard(message: TabMessage): void {
    switch (message.type) {
      case 'state': {
        // What is being typed is each tab's own.
        const { entry, entryProblem } = this.state;
        this.parts.mayChange(message.state.me?.csrfToken ?? null);
        this.set({ ...message.state, entry, entryProblem });
        return;
      }
      case 'counted':
        this.questions.get(message.question)?.(message.sample);
        this.questions.delete(message.question);
        return;
      case 'heirs':
        this.parts.inherited(message.kept);
        return;
      case 'hello':
      case 'do':
      case 'count':
        return;
    }
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  lastUser(): string {
    return this.parts.settings.lastUser();
  }

  lastNumber(): string {
    return this.parts.settings.lastNumber();
  }

  signIn(user: string, password: string, displayName: string | null = null): void {
    this.tell('signIn', user, password, displayName);
  }

  signOut(): void {
    this.tell('signOut');
  }

  async learnNames(): Promise<void> {
    this.tell('learnNames');
  }

  setEntry(entry: string): void {
    this.set({ entry: clippedEntry(entry), entryProblem: null });
  }

  callEntry(): void {
    if (this.state.entry.trim() === '') {
      this.set({ entry: this.lastNumber() });
    } else {
      this.dial(this.state.entry);
    }
  }

  dial(text: string, displayName: string | null = null): void {
    if (this.readable(text)) {
      this.set({ entry: '' });
      this.tell('dial', text, displayName);
    }
  }

  consult(text: string, displayName: string | null = null): void {
    if (this.readable(text)) {
      this.tell('consult', text, displayName);
    }
  }

  private readable(text: string): boolean {
    const result = parseDialled(text);
    this.set({ entryProblem: result.ok ? null : t(result.problem) });
    return result.ok;
  }

  answer(): void {
    this.tell('answer');
  }

  endAndAnswer(): void {
    this.tell('endAndAnswer');
  }

  decline(): void {
    this.tell('decline');
  }

  hangUp(): void {
    this.tell('hangUp');
  }

  retryMicrophone(): void {
    this.tell('retryMicrophone');
  }

  listenOnly(): void {
    this.tell('listenOnly');
  }

  toggleMute(): void {
    this.tell('toggleMute');
  }

  toggleKeypad(): void {
    this.tell('toggleKeypad');
  }

  toggleHold(): void {
    this.tell('toggleHold');
  }

  swapTo(key: CallKey): void {
    this.tell('swapTo', key);
  }

  transfer(text: string): boolean {
    const { ok } = parseDialled(text);
    if (ok) {
      this.tell('transfer', text);
    }
    return ok;
  }

  completeTransfer(): void {
    this.tell('completeTransfer');
  }

  merge(): void {
    this.tell('merge');
  }

  sendDigit(digit: string): void {
    this.tell('sendDigit', digit);
  }

  /** Key tones of an idle keypad are for the ears at this tab, which has no sound of its own. */
  keyTone(): void {}

  dismiss(): void {
    this.tell('dismiss');
  }

  setDoNotDisturb(on: boolean): void {
    this.tell('setDoNotDisturb', on);
  }

  changeSettings(change: Partial<Settings>): void {
    this.tell('changeSettings', change);
  }

  takeBack(kept: KeptCall): void {
    this.tell('takeBack', kept);
  }

  dropKept(kept: KeptCall): void {
    this.tell('dropKept', kept);
  }

  sendText(to: string, text: string): void {
    this.tell('sendText', to, text);
  }

  readTexts(user: string | null): void {
    this.tell('readTexts', user);
  }

  redraw(): void {
    this.set({});
  }

  /** The tab with the line knows. */
  gatewayCall(): Promise<null> {
    return Promise.resolve(null);
  }

  stats(): Promise<Sample | null> {
    const question = crypto.randomUUID();
    this.parts.channel.postMessage({ type: 'count', question });
    return new Promise((resolve) => {
      const late = setTimeout(() => {
        this.questions.delete(question);
        resolve(null);
      }, ANSWER_MILLIS);
      this.questions.set(question, (sample) => {
        clearTimeout(late);
        resolve(sample);
      });
    });
  }

  /** This tab has the line from now on, by another phone; whatever this one showed is over. */
  end(): void {
    this.set(this.parts.first);
  }

  private tell(command: Command, ...words: readonly unknown[]): void {
    this.parts.channel.postMessage({ type: 'do', command, words });
  }

  private set(change: Partial<PhoneState>): void {
    this.state = { ...this.state, ...change };
    this.listeners.forEach((listener) => listener());
  }
}
