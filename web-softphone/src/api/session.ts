import type { HttpApi } from './api';
import type { Me } from './types';

/** The session of the REST side: begun when somebody signs in at the telephone, ended when they sign out. */
export interface Session {
  /** Null when the gateway has no REST side, or will not have this person: the telephone works without it. */
  open(user: string, password: string): Promise<Me | null>;
  close(): Promise<void>;
}

/** The cookie is the browser's and no script's; what this page keeps is the token that goes with changes. */
export class HttpSession implements Session {
  constructor(private readonly api: HttpApi) {}

  async open(user: string, password: string): Promise<Me | null> {
    try {
      const me = await this.api.send<Me>('POST', '/session', { user, password });
      this.api.csrfToken = me.csrfToken;
      return me;
    } catch {
      return null;
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
  constructor(private readonly me: Me | null = null) {}

  open(): Promise<Me | null> {
    return Promise.resolve(this.me);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
