import * as JsSIP from 'jssip';
import type { SipTrace } from './sip-trace';

type Take = (message: string | ArrayBuffer) => void;

/** JsSIP's WebSocket, each message of which is written down. */
export class TracedSocket extends JsSIP.WebSocketInterface {
  constructor(url: string, trace: SipTrace) {
    super(url);
    const send = this.send.bind(this);
    this.send = (message) => {
      trace.add('sent', message, Date.now());
      return send(message);
    };
    let take: Take = () => undefined;
    // JsSIP's transport puts its listener there.
    Object.defineProperty(this, 'ondata', {
      get: (): Take => (message) => {
        trace.add('received', message, Date.now());
        take(message);
      },
      set: (listener: Take) => (take = listener),
    });
  }
}
