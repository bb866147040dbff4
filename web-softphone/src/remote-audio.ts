import type { CallKey } from './sip-port';

/** Plays what the far side sends: one <audio> element for each call, however often its track is announced. */
export interface RemoteAudio {
  attach(call: CallKey, stream: MediaStream): void;
  detach(call: CallKey): void;
  /** Plays on this device from now on; empty is the browser's choice. */
  useDevice(id: string): void;
}

export class PageRemoteAudio implements RemoteAudio {
  private readonly elements = new Map<CallKey, HTMLAudioElement>();

  private device = '';
  private moved = false;

  constructor(private readonly parent: HTMLElement) {}

  attach(call: CallKey, stream: MediaStream): void {
    let element = this.elements.get(call);
    if (element === undefined) {
      element = document.createElement('audio');
      element.autoplay = true;
      element.dataset['testid'] = 'remote-audio';
      element.dataset['call'] = call;
      this.elements.set(call, element);
      this.send(element);
      this.parent.append(element);
    }
    if (element.srcObject !== stream) {
      element.srcObject = stream;
      // Every call starts with a click or key, so play() is allowed; a lost race with detach() is no error.
      element.play().catch(() => undefined);
    }
  }

  useDevice(id: string): void {
    this.device = id;
    this.moved ||= id !== '';
    this.elements.forEach((element) => this.send(element));
  }

  private send(element: HTMLAudioElement): void {
    if (!this.moved) {
      return;
    }
    // Not every browser lets a page choose, and a device may be gone: then it plays where it did.
    (element as { setSinkId?: (id: string) => Promise<void> }).setSinkId?.(this.device).catch(() => undefined);
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
