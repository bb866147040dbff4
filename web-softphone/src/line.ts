import { lineWords, registrationWords } from './failure-words';
import type { SipEvent, SipPort } from './sip-port';
import { t } from './words/words';

/** Who is signed in, and whether calls can be made. */
export interface LineState {
  /** `resuming` is signing in without being asked, after the page was loaded again. */
  readonly session: 'signed-out' | 'signing-in' | 'resuming' | 'signed-in';
  readonly signInProblem: { readonly title: string; readonly hint: string } | null;
  readonly user: { readonly name: string; readonly displayName: string | null } | null;
  readonly line: 'ready' | 'connecting' | 'offline';
  /** Why the line is not ready, as a sentence. */
  readonly lineDetail: string | null;
}

export const SIGNED_OUT: LineState = {
  session: 'signed-out',
  signInProblem: null,
  user: null,
  line: 'offline',
  lineDetail: null,
};

const SIGN_IN_TIMEOUT_MILLIS = 10_000;
const REGISTER_AGAIN_MIN_MILLIS = 5_000;
const REGISTER_AGAIN_MAX_MILLIS = 30_000;

export type LineEvent = Extract<
  SipEvent,
  { type: 'connecting' | 'connected' | 'disconnected' | 'registered' | 'unregistered' | 'registration-refused' }
>;

const LINE_EVENTS: ReadonlySet<SipEvent['type']> = new Set<LineEvent['type']>([
  'connecting',
  'connected',
  'disconnected',
  'registered',
  'unregistered',
  'registration-refused',
]);

/** Whether an event is about the line, not about a call. */
export function isLineEvent(event: SipEvent): event is LineEvent {
  return LINE_EVENTS.has(event.type);
}

/** Registration from sign-in to sign-out. The port reconnects the socket; this class repeats refused registrations. */
export class Line {
  private current = SIGNED_OUT;
  private registerAgainMillis = REGISTER_AGAIN_MIN_MILLIS;
  private signInTimer: ReturnType<typeof setTimeout> | undefined;
  private registerTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly port: SipPort,
    private readonly show: (state: LineState) => void,
    /** Keeps the person signed in while only the registration is refused. */
    private readonly inCall: () => boolean,
  ) {}

  /** Returns whether there is something to try; the line then waits for the port to register. */
  begin(name: string, password: string, displayName: string | null, how: 'signing-in' | 'resuming'): boolean {
    if (name === '' || password === '') {
      const signInProblem = { title: t('phone.both-needed'), hint: t('phone.fill-both') };
      this.set({ ...SIGNED_OUT, signInProblem });
      return false;
    }
    clearTimeout(this.signInTimer);
    if (how === 'signing-in') {
      this.signInTimer = setTimeout(() => this.signOut(registrationWords(null)), SIGN_IN_TIMEOUT_MILLIS);
    }
    this.set({ ...SIGNED_OUT, session: how, user: { name, displayName }, line: 'connecting' });
    return true;
  }

  /** The name that the gateway has for whoever signed in. */
  named(displayName: string): void {
    const { user } = this.current;
    if (user !== null && user.displayName === null) {
      this.set({ ...this.current, user: { ...user, displayName } });
    }
  }

  /** The session is over. A call that goes on is not ended for it. */
  expired(problem: LineState['signInProblem']): void {
    if (this.inCall()) {
      this.set({ ...this.current, line: 'offline', lineDetail: problem?.title ?? null });
    } else {
      this.signOut(problem);
    }
  }

  signOut(signInProblem: LineState['signInProblem'] = null): void {
    clearTimeout(this.signInTimer);
    clearTimeout(this.registerTimer);
    this.registerAgainMillis = REGISTER_AGAIN_MIN_MILLIS;
    this.port.disconnect();
    this.set({ ...SIGNED_OUT, signInProblem });
  }

  /** The browser's own knowledge of the network. */
  networkChanged(online: boolean): void {
    if (this.current.session === 'signed-in' && !online) {
      this.set({ ...this.current, line: 'offline', lineDetail: lineWords(false, null) });
    }
  }

  onEvent(event: LineEvent): void {
    if (this.current.session === 'signed-out') {
      return;
    }
    switch (event.type) {
      case 'connecting':
        return;
      case 'connected':
        this.set({ ...this.current, line: 'connecting', lineDetail: null });
        return;
      case 'registered':
        clearTimeout(this.signInTimer);
        clearTimeout(this.registerTimer);
        this.registerAgainMillis = REGISTER_AGAIN_MIN_MILLIS;
        this.set({ ...this.current, session: 'signed-in', line: 'ready', lineDetail: null });
        return;
      case 'unregistered':
        if (this.current.line === 'ready') {
          this.set({ ...this.current, line: 'connecting' });
        }
        return;
      case 'disconnected':
        this.onDisconnected(event.code);
        return;
      case 'registration-refused':
        this.onRefused(event.status);
        return;
    }
  }

  private onDisconnected(code: number | null): void {
    clearTimeout(this.registerTimer);
    if (this.current.session === 'signing-in') {
      this.signOut(registrationWords(null));
      return;
    }
    // The first break is shown as "connecting"; only a failed attempt to come back is "offline".
    const line = this.current.line === 'ready' && navigator.onLine ? 'connecting' : 'offline';
    this.set({ ...this.current, line, lineDetail: lineWords(navigator.onLine, code) });
  }

  private onRefused(status: number | null): void {
    const words = registrationWords(status);
    const isAuthentication = status === 401 || status === 403 || status === 407;
    if (
      this.current.session === 'signing-in' ||
      this.current.session === 'resuming' ||
      (isAuthentication && !this.inCall())
    ) {
      this.signOut(words);
      return;
    }
    this.set({ ...this.current, line: 'offline', lineDetail: t('phone.we-keep-trying', { what: words.title }) });
    clearTimeout(this.registerTimer);
    this.registerTimer = setTimeout(() => this.port.register(), this.registerAgainMillis);
    this.registerAgainMillis = Math.min(this.registerAgainMillis * 2, REGISTER_AGAIN_MAX_MILLIS);
  }

  private set(state: LineState): void {
    this.current = state;
    this.show(state);
  }
}
