/** One SIP message as it went over the WebSocket, without what is secret in it. */
export interface TracedMessage {
  readonly atMillis: number;
  readonly direction: 'sent' | 'received';
  readonly text: string;
}

const KEPT = 300;
const LONGEST = 8_000;

/** The last SIP messages of this page, for whoever looks for a fault. In memory only, and bounded. */
export class SipTrace {
  private list: TracedMessage[] = [];

  add(direction: TracedMessage['direction'], message: unknown, atMillis: number): void {
    const text = textOf(message);
    // A keep-alive is two line ends.
    if (text.trim() !== '') {
      this.list = [...this.list.slice(1 - KEPT), { atMillis, direction, text: withoutSecrets(text).slice(0, LONGEST) }];
    }
  }

  messages(): readonly TracedMessage[] {
    return this.list;
  }

  /** Somebody else signs in. */
  clear(): void {
    this.list = [];
  }
}

function textOf(message: unknown): string {
  if (typeof message === 'string') {
    return message;
  }
  return message instanceof ArrayBuffer ? new TextDecoder().decode(message) : '';
}

const GONE = '(removed)';

/** Proofs of who somebody is, keys of the sound, and passwords of TURN servers; what people write to each other too. */
export function withoutSecrets(text: string): string {
  const plain = text
    .replace(/^((?:Proxy-)?Authorization\s*:\s*Bearer\s+).*$/gim, `$1${GONE}`)
    .replace(/\b(response\s*=\s*)"[^"]*"/gi, `$1"${GONE}"`)
    .replace(/^(a=ice-pwd:).*$/gim, `$1${GONE}`)
    .replace(/^(a=crypto:\d+ \S+ inline:).*$/gim, `$1${GONE}`)
    .replace(/("(?:credential|password|token)"\s*:\s*)"[^"]*"/gi, `$1"${GONE}"`);
  const body = /^MESSAGE /.test(plain) ? plain.indexOf('\r\n\r\n') : -1;
  return body < 0 ? plain : `${plain.slice(0, body + 4)}${GONE}`;
}

/** `INVITE sip:…` or `180 Ringing`, for a list. */
export function firstLine({ text }: TracedMessage): string {
  return (text.split('\r\n', 1)[0] ?? '').replace(/ ?SIP\/2\.0 ?/, '');
}
