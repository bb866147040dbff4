import type { Api } from './api/api';
import type { CallKey, SipPort } from './sip-port';

/** By what name the gateway's REST side knows the calls of this page. It stays known when the call is over. */
export class OwnCalls {
  private readonly ids = new Map<CallKey, Promise<string | null>>();

  constructor(
    private readonly api: Api,
    private readonly port: SipPort,
  ) {}

  /** Null while it is not answered, and where there is no REST side. A transfer gives a call another name. */
  id(call: CallKey): Promise<string | null> {
    const dialog = this.port.dialog(call);
    if (dialog === null) {
      return this.ids.get(call) ?? Promise.resolve(null);
    }
    const { callId, localTag, remoteTag } = dialog;
    const id = this.api
      .get<{ id: string }>('/calls/current', { callId, localTag, remoteTag })
      .then((answer) => answer.id)
      .catch(() => null);
    this.ids.set(call, id);
    return id;
  }
}
