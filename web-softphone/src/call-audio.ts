import { stopTracks, type Microphone, type MicrophoneProblem, type MicrophoneWishes } from './microphone';
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
  private readonly silent = new WeakSet<MediaStream>();

  constructor(private readonly microphone: Microphone) {}

  /**
   * One microphone serves all calls: asking the browser twice could give another device. The silence of a call that only
   * listens is none.
   */
  async ask(call: CallKey, wishes: MicrophoneWishes, asking: Asking): Promise<void> {
    const open = [...this.streams.values()].find((stream) => !this.silent.has(stream));
    if (open !== undefined && !this.streams.has(call)) {
      asking.opened(again(open));
      return;
    }
    const result = await this.microphone.open(wishes);
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

  /** Another microphone for the calls that have one; each call gets a copy. Null when the browser refuses it. */
  async change(wishes: MicrophoneWishes): Promise<ReadonlyMap<CallKey, MediaStream> | null> {
    if (this.streams.size === 0) {
      return new Map();
    }
    const result = await this.microphone.open(wishes);
    if (!result.ok) {
      return null;
    }
    for (const [index, call] of [...this.streams.keys()].entries()) {
      this.release(call);
      this.streams.set(call, index === 0 ? result.stream : again(result.stream));
    }
    return this.streams;
  }

  keep(call: CallKey, stream: MediaStream, silent: boolean): void {
    this.streams.set(call, stream);
    if (silent) {
      this.silent.add(stream);
    }
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
