/** What stands between the caller and a working microphone; `words/` has a title and a remedy for each kind. */
export interface MicrophoneProblem {
  readonly kind: 'blocked' | 'missing' | 'in-use' | 'gone' | 'insecure-page' | 'unknown';
}

export type MicrophoneResult =
  | { readonly ok: true; readonly stream: MediaStream }
  | { readonly ok: false; readonly problem: MicrophoneProblem };

/** What the browser does to the sound of a microphone. */
export interface Treatment {
  /** As the microphone gave it, whatever the rest says: for measurements, music, and good headsets in quiet rooms. */
  readonly rawAudio: boolean;
  readonly echoCancellation: boolean;
  readonly noiseSuppression: boolean;
  readonly gainControl: boolean;
}

export const USUAL_TREATMENT: Treatment = {
  rawAudio: false,
  echoCancellation: true,
  noiseSuppression: true,
  gainControl: true,
};

export interface MicrophoneWishes extends Treatment {
  /** Its id; empty is the browser's choice. A microphone that is gone is no reason not to talk. */
  readonly microphone: string;
}

export interface Microphone {
  /** Asks once per call. The caller stops the tracks when the call is over. */
  open(wishes: MicrophoneWishes): Promise<MicrophoneResult>;
  /** A track of digital silence: the call can be heard without a microphone, and the far side gets a steady stream. */
  silence(): MediaStream;
}

export class BrowserMicrophone implements Microphone {
  private context: AudioContext | null = null;

  async open(wishes: MicrophoneWishes): Promise<MicrophoneResult> {
    // Outside https and localhost browsers do not even define mediaDevices.
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    if (devices === undefined) {
      return { ok: false, problem: microphoneProblem('InsecurePage') };
    }
    try {
      return { ok: true, stream: await devices.getUserMedia({ audio: constraints(wishes), video: false }) };
    } catch (error) {
      return { ok: false, problem: microphoneProblem(error instanceof Error ? error.name : 'unknown') };
    }
  }

  silence(): MediaStream {
    this.context ??= new AudioContext();
    return this.context.createMediaStreamDestination().stream;
  }
}

/** Gives the microphone back; the browser's recording sign goes out. */
export function stopTracks(stream: MediaStream): void {
  stream.getTracks().forEach((track) => track.stop());
}

function constraints(wishes: MicrophoneWishes): MediaTrackConstraints {
  const { microphone } = wishes;
  return { ...audioConstraints(wishes), ...(microphone === '' ? {} : { deviceId: { ideal: microphone } }) };
}

export function audioConstraints(treatment: Treatment): MediaTrackConstraints {
  const { rawAudio, echoCancellation, noiseSuppression, gainControl } = treatment;
  return {
    echoCancellation: !rawAudio && echoCancellation,
    noiseSuppression: !rawAudio && noiseSuppression,
    autoGainControl: !rawAudio && gainControl,
  };
}

/** `errorName` is the `name` of the DOMException that getUserMedia gave. */
export function microphoneProblem(errorName: string): MicrophoneProblem {
  switch (errorName) {
    case 'NotAllowedError':
    case 'SecurityError':
      return { kind: 'blocked' };
    case 'NotFoundError':
    case 'DevicesNotFoundError':
      return { kind: 'missing' };
    case 'NotReadableError':
    case 'TrackStartError':
      return { kind: 'in-use' };
    case 'OverconstrainedError':
      return { kind: 'gone' };
    case 'InsecurePage':
      return { kind: 'insecure-page' };
    default:
      return { kind: 'unknown' };
  }
}
