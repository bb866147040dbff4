import type { Session } from './api/session';
import type { Me } from './api/types';
import type { GatewayConfig } from './config';
import { registrationWords } from './failure-words';
import type { Line } from './line';
import type { SettingsStore } from './settings';
import type { Proof, SipPort } from './sip-port';
import { t } from './words/words';

const RESUME_AGAIN_MILLIS = 2_000;
const RESUME_PATIENCE_MILLIS = 20_000;
const TOKEN_AGAIN_MILLIS = 15_000;

export interface EntranceParts {
  readonly session: Session;
  readonly port: SipPort;
  readonly settings: SettingsStore;
  readonly config: GatewayConfig;
}

/**
 * How somebody gets in, and stays in: the password is shown once, for a session; from then on short-lived tokens sign in
 * over SIP. Where the gateway has no REST side, or gives no tokens, the password signs in over SIP as long as the page
 * lives, and is nowhere else.
 */
export class Entrance {
  private attempt = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private usesToken = false;

  constructor(
    private readonly parts: EntranceParts,
    private readonly line: Line,
    private readonly known: (me: Me) => void,
  ) {}

  signIn(user: string, password: string, displayName: string | null): void {
    const name = user.trim();
    if (!this.line.begin(name, password, displayName, 'signing-in')) {
      return;
    }
    const attempt = this.begin();
    const asked = this.parts.session.open(name, password);
    if (asked === null) {
      this.connect(name, displayName, { password });
      return;
    }
    void asked.then(async (result) => {
      if (attempt !== this.attempt) {
        return;
      }
      if (result.type === 'refused') {
        this.line.signOut(registrationWords(result.status));
        return;
      }
      const token = result.type === 'in' ? await this.takeToken() : null;
      if (attempt === this.attempt) {
        this.connect(
          name,
          displayName ?? (result.type === 'in' ? result.me.displayName : null),
          token === null ? { password } : { token },
        );
        if (result.type === 'in') {
          this.known(result.me);
        }
      }
    });
  }

  /** Whoever was signed in in this browser goes on, without being asked. */
  resume(): void {
    const user = this.parts.settings.resumable();
    if (user !== null && this.line.begin(user, '-', null, 'resuming')) {
      this.tryToResume(user, this.begin(), Date.now());
    }
  }

  private tryToResume(user: string, attempt: number, sinceMillis: number): void {
    void this.parts.session.resume().then(async (result) => {
      const token = result.type === 'in' ? await this.takeToken() : null;
      if (attempt !== this.attempt) {
        return;
      }
      if (result.type === 'in' && token !== null) {
        this.connect(result.me.user, result.me.displayName, { token });
        this.known(result.me);
      } else if (result.type === 'refused' || Date.now() - sinceMillis > RESUME_PATIENCE_MILLIS) {
        this.parts.settings.rememberSession(null);
        this.line.signOut(result.type === 'refused' ? null : registrationWords(null));
      } else {
        // The gateway starts, or the network does.
        this.timer = setTimeout(() => this.tryToResume(user, attempt, sinceMillis), RESUME_AGAIN_MILLIS);
      }
    });
  }

  /** The gateway would not register us. Returns whether that is taken care of here: a token may have grown old. */
  refused(status: number | null): boolean {
    if (!this.usesToken || status !== 401) {
      return false;
    }
    clearTimeout(this.timer);
    const attempt = this.attempt;
    void this.takeToken().then((token) => {
      if (attempt === this.attempt && token !== null) {
        this.parts.port.renew(token);
        this.parts.port.register();
      }
    });
    return true;
  }

  /** Somebody has signed out, or was. */
  over(): void {
    this.begin();
    this.usesToken = false;
    this.parts.settings.rememberSession(null);
    void this.parts.session.close();
  }

  private begin(): number {
    clearTimeout(this.timer);
    this.attempt += 1;
    return this.attempt;
  }

  private connect(user: string, displayName: string | null, proof: Proof): void {
    const { sipDomain, webSocketUrl } = this.parts.config;
    this.usesToken = 'token' in proof;
    this.parts.settings.rememberSession(this.usesToken ? user : null);
    this.parts.port.connect({ user, proof, displayName, sipDomain, webSocketUrl });
  }

  /** A token for now, and from then on a new one each time half of its life is over. */
  private async takeToken(): Promise<string | null> {
    const attempt = this.attempt;
    const result = await this.parts.session.token();
    if (attempt !== this.attempt) {
      return null;
    }
    clearTimeout(this.timer);
    if (result.type === 'over') {
      this.line.expired({ title: t('failures.session-over'), hint: t('failures.sign-in-again') });
    }
    const waitMillis = result.type === 'token' ? result.lifetimeSeconds * 500 : TOKEN_AGAIN_MILLIS;
    this.timer = setTimeout(() => this.renew(), waitMillis);
    return result.type === 'token' ? result.token : null;
  }

  private renew(): void {
    void this.takeToken().then((token) => {
      if (token !== null) {
        this.parts.port.renew(token);
      }
    });
  }
}
