import type { CallKey } from './sip-port';

/** Plays what the far side sends: one <audio> element for each call, however often its track is announced. */
export interface RemoteAudio {
  attach(call: CallKey, stream: MediaStream): void;
  detach(call: CallKey): void;
}

export class PageRemoteAudio implements RemoteAudio {
  private readonly elements = new Map<CallKey, HTMLAudioElement>();

  constructor(private readonly parent: HTMLElement) {}

  attach(call: CallKey, stream: MediaStream): void {
    let element = this.elements.get(call);
    if (element === undefined) {
      element = document.createElement('audio');
      element.autoplay = true;
      element.dataset['testid'] = 'remote-audio';
      element.dataset['call'] = call;
      this.elements.set(call, element);
      this.parent.append(element);
    }
    if (element.srcObject !== stream) {
      element.srcObject = stream;
      // Every call starts with a click or key, so play() is allowed; a lost race with detach() is no error.
      element.play().catch(() => undefined);
    }
  }

  detach(call: CallKey): void {
    const element = this.elements.get(call);
    if (element !== undefined) {
      this.elements.delete(call);
      element.srcObject = null;
      element.remove();
    }
  }
}
