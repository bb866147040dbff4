import { stopTracks, type Microphone, type MicrophoneProblem } from './microphone';
import type { CallKey } from './sip-port';

/** Whoever asked for the microphone, when the browser has answered. */
export interface Asking {
  /** Whether the call still wants it: it may go away while the browser asks. */
  isWanted(): boolean;
  opened(stream: MediaStream): void;
  refused(problem: MicrophoneProblem): void;
}

/** The microphone of each call, from the browser's permission to the last call that needs it. */
export class CallAudio {
  private readonly streams = new Map<CallKey, MediaStream>();

  constructor(private readonly microphone: Microphone) {}

  /** One microphone serves all calls: asking the browser twice could give another device. */
  async ask(call: CallKey, rawAudio: boolean, asking: Asking): Promise<void> {
    const [open] = this.streams.values();
    if (open !== undefined && !this.streams.has(call)) {
      asking.opened(again(open));
      return;
    }
    const result = await this.microphone.open(rawAudio);
    if (!asking.isWanted() || this.streams.has(call)) {
      if (result.ok) {
        stopTracks(result.stream);
      }
    } else if (result.ok) {
      asking.opened(result.stream);
    } else {
      asking.refused(result.problem);
    }
  }

  keep(call: CallKey, stream: MediaStream): void {
    this.streams.set(call, stream);
  }

  release(call: CallKey): void {
    const stream = this.streams.get(call);
    if (stream !== undefined) {
      this.streams.delete(call);
      stopTracks(stream);
    }
  }
}

/** A call on hold has its tracks switched off, and a copy would be as silent. */
function again(stream: MediaStream): MediaStream {
  const copy = stream.clone();
  copy.getTracks().forEach((track) => (track.enabled = true));
  return copy;
}
