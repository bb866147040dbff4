import { audioConstraints, microphoneProblem, USUAL_TREATMENT } from '../microphone';
import { Meter } from '../quality/meter';
import type { SipPort } from '../sip-port';
import type { Key } from '../words/words';
import { echoCall } from './echo-call';

export type StepName = 'browser' | 'secure' | 'microphone' | 'level' | 'speaker' | 'service' | 'ways' | 'call';

/** In this order: each stands on those before it. */
export const STEPS: readonly StepName[] = [
  'browser',
  'secure',
  'microphone',
  'level',
  'speaker',
  'service',
  'ways',
  'call',
];

export interface Outcome {
  readonly state: 'good' | 'poor' | 'bad';
  /** What was found, as a sentence of the words. */
  readonly words: Key;
  readonly values: Readonly<Record<string, string | number>>;
}

/** What the steps need of the page; the view asks the person. */
export interface Surroundings {
  readonly port: SipPort;
  readonly microphone: string;
  readonly playTone: () => Promise<void>;
  /** Whether the person has heard the tone. */
  readonly heard: () => Promise<boolean>;
}

const LISTEN_MILLIS = 3_000;
const LOOK_MILLIS = 50;
const QUIET_DBFS = -55;
const ANSWER_MILLIS = 3_000;
const SLOW_MILLIS = 400;
const GATHER_MILLIS = 3_000;
const ECHO_SECONDS = 8;
/** Of 1.0: our tone comes back at about 0.3. */
const HEARD_LEVEL = 0.02;
const POOR_MOS = 3.6;

/** Runs one step after the other and stops where nothing further can work. */
export class Check {
  private stream: MediaStream | null = null;

  constructor(private readonly around: Surroundings) {}

  run(step: StepName): Promise<Outcome> {
    switch (step) {
      case 'browser':
        return Promise.resolve(said('RTCPeerConnection' in window, 'check.browser-good', 'check.browser-bad'));
      case 'secure':
        return Promise.resolve(said(window.isSecureContext, 'check.secure-good', 'check.secure-bad'));
      case 'microphone':
        return this.microphone();
      case 'level':
        return this.level();
      case 'speaker':
        return this.speaker();
      case 'service':
        return this.service();
      case 'ways':
        return this.ways();
      case 'call':
        return this.call();
    }
  }

  end(): void {
    this.stream?.getTracks().forEach((track) => track.stop());
    this.stream = null;
  }

  private async microphone(): Promise<Outcome> {
    try {
      const { microphone } = this.around;
      const device = microphone === '' ? {} : { deviceId: { ideal: microphone } };
      this.stream = await navigator.mediaDevices.getUserMedia({
        audio: { ...audioConstraints(USUAL_TREATMENT), ...device },
      });
      return good('check.microphone-good', { name: this.stream.getAudioTracks()[0]?.label ?? '' });
    } catch (error) {
      const { kind } = microphoneProblem(error instanceof Error ? error.name : '');
      return { state: 'bad', words: `microphone.${kind}-remedy`, values: {} };
    }
  }

  /** The loudest moment; digital zero is a microphone that is switched off at the headset. */
  private async level(): Promise<Outcome> {
    if (this.stream === null) {
      return bad('check.level-none');
    }
    const context = new AudioContext();
    const analyser = new AnalyserNode(context, { fftSize: 2048 });
    new MediaStreamAudioSourceNode(context, { mediaStream: this.stream }).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    let peak = 0;
    for (let at = 0; at < LISTEN_MILLIS; at += LOOK_MILLIS) {
      await pause(LOOK_MILLIS);
      analyser.getFloatTimeDomainData(samples);
      peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), peak);
    }
    await context.close();
    const dbfs = Math.round(20 * Math.log10(peak));
    if (peak === 0) {
      return bad('check.level-zero');
    }
    return dbfs < QUIET_DBFS ? poor('check.level-quiet', { dbfs }) : good('check.level-good', { dbfs });
  }

  private async speaker(): Promise<Outcome> {
    await this.around.playTone();
    return said(await this.around.heard(), 'check.speaker-good', 'check.speaker-bad');
  }

  private async service(): Promise<Outcome> {
    const started = performance.now();
    const answered = new Promise<boolean>((resolve) => this.around.port.probe(() => resolve(true)));
    const inTime = await Promise.race([answered, pause(ANSWER_MILLIS).then(() => false)]);
    const millis = Math.round(performance.now() - started);
    if (!inTime) {
      return bad('check.service-bad');
    }
    return millis > SLOW_MILLIS ? poor('check.service-slow', { millis }) : good('check.service-good', { millis });
  }

  /** The addresses that a call could use: the computer's own, as others see it, through a relay. */
  private async ways(): Promise<Outcome> {
    const connection = new RTCPeerConnection({ iceServers: [...this.around.port.iceServers()] });
    const found = { host: 0, srflx: 0, prflx: 0, relay: 0 };
    const gathered = new Promise<void>((resolve) => {
      connection.addEventListener('icecandidate', ({ candidate }) => {
        if (candidate === null) {
          resolve();
        } else if (candidate.type !== null) {
          found[candidate.type] += 1;
        }
      });
    });
    connection.createDataChannel('check');
    await connection.setLocalDescription();
    await Promise.race([gathered, pause(GATHER_MILLIS)]);
    connection.close();
    const values = { own: found.host, seen: found.srflx, relayed: found.relay };
    return found.host + found.srflx + found.relay > 0 ? good('check.ways-good', values) : bad('check.ways-bad', values);
  }

  /** Eight seconds with ourselves, by a tone, so that nobody has to speak. */
  private async call(): Promise<Outcome> {
    const call = echoCall(this.around.port);
    const failure = await call.connected;
    if (failure !== null) {
      return bad('check.call-failed', { code: failure });
    }
    const meter = new Meter();
    let heard = 0;
    let quality = null;
    for (let second = 0; second < ECHO_SECONDS; second += 1) {
      await pause(1_000);
      const sample = await call.stats();
      if (sample !== null) {
        quality = meter.take(sample);
        heard = Math.max(heard, sample.level);
      }
    }
    call.hangUp();
    const seconds = quality?.history ?? [];
    const mean = (of: (one: (typeof seconds)[number]) => number) =>
      seconds.length === 0 ? 0 : seconds.reduce((sum, one) => sum + of(one), 0) / seconds.length;
    const values = {
      mos: mean((one) => one.mos).toFixed(1),
      loss: mean((one) => Math.max(one.lost, one.sentLost)).toFixed(1),
      jitter: mean((one) => one.jitterMillis).toFixed(0),
      roundTrip: mean((one) => one.roundTripMillis ?? 0).toFixed(0),
    };
    if (heard < HEARD_LEVEL) {
      return bad('check.call-silent', values);
    }
    return Number(values.mos) < POOR_MOS ? poor('check.call-poor', values) : good('check.call-good', values);
  }
}

/** One sentence for all of it: the worst that was found, in the order of the steps. */
export function verdictOf(outcomes: readonly Outcome[]): Outcome {
  const worst = outcomes.find(({ state }) => state === 'bad') ?? outcomes.find(({ state }) => state === 'poor');
  return worst ?? good('check.all-good');
}

function said(isGood: boolean, yes: Key, no: Key): Outcome {
  return isGood ? good(yes) : bad(no);
}

function good(words: Key, values: Outcome['values'] = {}): Outcome {
  return { state: 'good', words, values };
}

function poor(words: Key, values: Outcome['values'] = {}): Outcome {
  return { state: 'poor', words, values };
}

function bad(words: Key, values: Outcome['values'] = {}): Outcome {
  return { state: 'bad', words, values };
}

function pause(millis: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, millis));
}
