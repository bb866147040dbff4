/** What stands between the caller and a working microphone, in words a person can act on. */
export interface MicrophoneProblem {
  readonly kind: 'blocked' | 'missing' | 'in-use' | 'gone' | 'insecure-page' | 'unknown';
  readonly title: string;
  readonly remedy: string;
}

export type MicrophoneResult =
  | { readonly ok: true; readonly stream: MediaStream }
  | { readonly ok: false; readonly problem: MicrophoneProblem };

export interface MicrophoneWishes {
  readonly rawAudio: boolean;
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

function constraints({ rawAudio, microphone }: MicrophoneWishes): MediaTrackConstraints {
  return { ...audioConstraints(rawAudio), ...(microphone === '' ? {} : { deviceId: { ideal: microphone } }) };
}

/** Raw audio leaves the sound as the microphone gave it: for measurements, music, and good headsets in quiet rooms. */
export function audioConstraints(rawAudio: boolean): MediaTrackConstraints {
  return { echoCancellation: !rawAudio, noiseSuppression: !rawAudio, autoGainControl: !rawAudio };
}

/** `errorName` is the `name` of the DOMException that getUserMedia gave. */
export function microphoneProblem(errorName: string): MicrophoneProblem {
  switch (errorName) {
    case 'NotAllowedError':
    case 'SecurityError':
      return {
        kind: 'blocked',
        title: 'Your browser is blocking the microphone',
        remedy: 'Click the icon left of the address, allow Microphone, then try again.',
      };
    case 'NotFoundError':
    case 'DevicesNotFoundError':
      return {
        kind: 'missing',
        title: 'No microphone found',
        remedy: 'Plug one in or switch your headset on, then try again.',
      };
    case 'NotReadableError':
    case 'TrackStartError':
      return {
        kind: 'in-use',
        title: 'Another program is using the microphone',
        remedy: 'Close the other program or its call, then try again.',
      };
    case 'OverconstrainedError':
      return {
        kind: 'gone',
        title: 'The chosen microphone is gone',
        remedy: 'Plug it in again, or try again with the default microphone.',
      };
    case 'InsecurePage':
      return {
        kind: 'insecure-page',
        title: 'This page must be opened with https://',
        remedy: 'Browsers give the microphone only to secure pages. Open the https address of this phone.',
      };
    default:
      return {
        kind: 'unknown',
        title: 'The microphone could not be started',
        remedy: 'Check that it works in another program, then try again.',
      };
  }
}
