import type { Call } from './call';

/** What the phone itself makes audible; speech is not its business. */
export interface Tones {
  /** Unlocks sound; call it from a click. */
  unlock(): void;
  play(sound: Sound): void;
  key(digit: string): void;
  /** Short low note: the call is over. */
  over(): void;
  /** Rings on this device from now on; empty is the browser's choice. */
  useDevice(id: string): void;
}

/** `waiting` is a short beep now and then beside a call that goes on. */
export type Sound = 'none' | 'ringback' | 'ringtone' | 'waiting';

/** Ringback only while the network itself is silent. */
export function soundFor(call: Call | null): Sound {
  switch (call?.phase) {
    case 'ringing':
      return 'ringback';
    case 'incoming':
      return 'ringtone';
    default:
      return 'none';
  }
}

interface Cadence {
  readonly hertz: readonly number[];
  /** Seconds on, off, on, off ... then from the start. */
  readonly pattern: readonly number[];
}

const EUROPE: Cadence = { hertz: [425], pattern: [1, 4] };
const CADENCES: Readonly<Record<string, Cadence>> = {
  US: { hertz: [440, 480], pattern: [2, 4] },
  CA: { hertz: [440, 480], pattern: [2, 4] },
  GB: { hertz: [400, 450], pattern: [0.4, 0.2, 0.4, 2] },
  IE: { hertz: [400, 450], pattern: [0.4, 0.2, 0.4, 2] },
  AU: { hertz: [400, 450], pattern: [0.4, 0.2, 0.4, 2] },
  NZ: { hertz: [400, 450], pattern: [0.4, 0.2, 0.4, 2] },
  JP: { hertz: [384, 416], pattern: [1, 2] },
};

/** The ringing tone people know from home (ITU-T E.180 supplement 2), by the region in the browser's language. */
export function ringbackFor(language: string): Cadence {
  const region = /-([A-Za-z]{2})\b/.exec(language)?.[1]?.toUpperCase();
  return (region !== undefined ? CADENCES[region] : undefined) ?? (/^en$/i.test(language) ? CADENCES['US']! : EUROPE);
}

/** DTMF pair of a key (ITU-T Q.23), null for anything that is not a key. */
export function keyPair(digit: string): readonly [number, number] | null {
  const rows = [697, 770, 852, 941];
  const columns = [1209, 1336, 1477];
  const index = '123456789*0#'.indexOf(digit);
  if (digit.length !== 1 || index < 0) {
    return null;
  }
  return [rows[Math.floor(index / 3)]!, columns[index % 3]!];
}

/** Tones by oscillators: nothing to load, nothing to license. */
export class WebAudioTones implements Tones {
  private context: AudioContext | null = null;
  private playing: Sound = 'none';
  private stopPlaying: (() => void) | null = null;

  private device = '';
  private moved = false;

  useDevice(id: string): void {
    this.device = id;
    this.send();
  }

  private send(): void {
    const context = this.context as (AudioContext & { setSinkId?: (id: string) => Promise<void> }) | null;
    // Asking for the browser's own choice is an error where there is no device at all.
    if (context !== null && (this.device !== '' || this.moved)) {
      this.moved = true;
      context.setSinkId?.(this.device).catch(() => undefined);
    }
  }

  unlock(): void {
    if (this.context === null) {
      this.context = new AudioContext();
      this.send();
    }
    void this.context.resume();
  }

  play(sound: Sound): void {
    if (sound === this.playing) {
      return;
    }
    this.stopPlaying?.();
    this.stopPlaying = null;
    this.playing = sound;
    if (sound !== 'none') {
      this.unlock();
      this.stopPlaying =
        sound === 'ringback' ? this.ringback() : sound === 'ringtone' ? this.ringtone() : this.waiting();
    }
  }

  key(digit: string): void {
    const pair = keyPair(digit);
    if (pair !== null) {
      this.note(pair, 0, 0.11, 0.06);
    }
  }

  over(): void {
    this.note([480], 0, 0.12, 0.05);
    this.note([360], 0.15, 0.2, 0.05);
  }

  private ringback(): () => void {
    const { hertz, pattern } = ringbackFor(navigator.language);
    const length = pattern.reduce((sum, seconds) => sum + seconds, 0);
    return this.repeat(length, (stops) => {
      let at = 0;
      pattern.forEach((seconds, index) => {
        if (index % 2 === 0) {
          stops.push(this.note(hertz, at, seconds, 0.05));
        }
        at += seconds;
      });
    });
  }

  private ringtone(): () => void {
    const melody = [659, 784, 988, 784, 659, 784, 988, 1175];
    return this.repeat(3, (stops) => {
      melody.forEach((hertz, index) => stops.push(this.note([hertz, hertz * 2], index * 0.14, 0.22, 0.09)));
    });
  }

  private waiting(): () => void {
    return this.repeat(5, (stops) => stops.push(this.note([440], 0, 0.18, 0.04), this.note([440], 0.3, 0.18, 0.04)));
  }

  private repeat(seconds: number, round: (stops: (() => void)[]) => void): () => void {
    let stops: (() => void)[] = [];
    round(stops);
    const timer = setInterval(() => {
      stops = [];
      round(stops);
    }, seconds * 1000);
    return () => {
      clearInterval(timer);
      stops.forEach((stop) => stop());
    };
  }

  private note(hertz: readonly number[], delay: number, seconds: number, level: number): () => void {
    const context = this.context;
    if (context === null || context.state !== 'running') {
      return () => undefined;
    }
    const start = context.currentTime + delay;
    const gain = context.createGain();
    // Edges of 8 ms keep the clicks away.
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(level, start + 0.008);
    gain.gain.setValueAtTime(level, start + seconds - 0.008);
    gain.gain.linearRampToValueAtTime(0, start + seconds);
    gain.connect(context.destination);
    const oscillators = hertz.map((frequency) => {
      const oscillator = new OscillatorNode(context, { frequency });
      oscillator.connect(gain);
      oscillator.start(start);
      oscillator.stop(start + seconds);
      return oscillator;
    });
    oscillators[0]?.addEventListener('ended', () => gain.disconnect());
    return () => oscillators.forEach((oscillator) => oscillator.stop());
  }
}
