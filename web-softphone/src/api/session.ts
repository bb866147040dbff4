import { ApiProblem, type HttpApi } from './api';
import type { Me } from './types';

export type SessionResult =
  | { readonly type: 'in'; readonly me: Me }
  /** Not this person, or nobody any more. */
  | { readonly type: 'refused'; readonly status: number }
  /** No answer, or one that says nothing about the person. */
  | { readonly type: 'unknown' };

export type TokenResult =
  | { readonly type: 'token'; readonly token: string; readonly lifetimeSeconds: number }
  /** The session has ended. */
  | { readonly type: 'over' }
  | { readonly type: 'unknown' };

/** The session of the gateway's REST side, which also gives the tokens that sign in over SIP. */
export interface Session {
  /** Null where there is no REST side at all. */
  open(user: string, password: string): Promise<SessionResult> | null;
  /** Whoever has signed in in this browser before. */
  resume(): Promise<SessionResult>;
  token(): Promise<TokenResult>;
  close(): Promise<void>;
}

/** The cookie is the browser's and no script's; what this page keeps is the token that goes with changes. */
export class HttpSession implements Session {
  constructor(private readonly api: HttpApi) {}

  open(user: string, password: string): Promise<SessionResult> {
    return this.ask(() => this.api.send<Me>('POST', '/session', { user, password }));
  }

  resume(): Promise<SessionResult> {
    return this.ask(() => this.api.get<Me>('/me'));
  }

  private async ask(question: () => Promise<Me>): Promise<SessionResult> {
    try {
      const me = await question();
      this.api.csrfToken = me.csrfToken;
      return { type: 'in', me };
    } catch (problem) {
      const status = problem instanceof ApiProblem ? problem.status : 0;
      return status === 401 || status === 403 || status === 429 ? { type: 'refused', status } : { type: 'unknown' };
    }
  }

  async token(): Promise<TokenResult> {
    try {
      const answer = await this.api.send<{ token: string; expiresIn: number }>('POST', '/me/token');
      return { type: 'token', token: answer.token, lifetimeSeconds: answer.expiresIn };
    } catch (problem) {
      return problem instanceof ApiProblem && problem.status === 401 ? { type: 'over' } : { type: 'unknown' };
    }
  }

  async close(): Promise<void> {
    if (this.api.csrfToken !== null) {
      await this.api.send('DELETE', '/session').catch(() => undefined);
      this.api.csrfToken = null;
    }
  }
}

/** For pages without a gateway. */
export class NoSession implements Session {
  open(): null {
    return null;
  }

  resume(): Promise<SessionResult> {
    return Promise.resolve({ type: 'unknown' });
  }

  token(): Promise<TokenResult> {
    return Promise.resolve({ type: 'unknown' });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
