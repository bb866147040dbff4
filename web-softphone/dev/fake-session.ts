import type { Session, SessionResult, TokenResult } from '../src/api/session';
import type { Me } from '../src/api/types';

/** Lets everybody in whom the SIP side lets in; without somebody, a gateway without a REST side. */
export class FakeSession implements Session {
  constructor(private readonly me: Me | null) {}

  open(_user: string, password: string): Promise<SessionResult> | null {
    return this.me === null || password !== 'demo' ? null : Promise.resolve({ type: 'in', me: this.me });
  }

  resume(): Promise<SessionResult> {
    return Promise.resolve({ type: 'unknown' });
  }

  token(): Promise<TokenResult> {
    return Promise.resolve({ type: 'token', token: 'one-for-the-page', lifetimeSeconds: 600 });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
