import type { Sample } from '../quality/figures';
import type { SipPort } from '../sip-port';

const TONE_HERTZ = 440;
const TONE_GAIN = 0.3;
const CONNECT_MILLIS = 8_000;

export interface EchoCall {
  /** Null when sound goes both ways; otherwise what the gateway answered, or why there was no answer. */
  readonly connected: Promise<string | null>;
  stats(): Promise<Sample | null>;
  hangUp(): void;
}

let count = 0;

/** Calls the gateway's echo with a tone in the place of the microphone, beside the phone's own calls. */
export function echoCall(port: SipPort): EchoCall {
  count += 1;
  const key = `echo-${count}`;
  const context = new AudioContext();
  const out = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
  const tone = new OscillatorNode(context, { frequency: TONE_HERTZ });
  tone.connect(new GainNode(context, { gain: TONE_GAIN })).connect(out);
  tone.start();
  let over = false;
  const end = () => {
    if (!over) {
      over = true;
      stopListening();
      out.stream.getTracks().forEach((track) => track.stop());
      void context.close();
    }
  };
  let stopListening = () => undefined as void;
  const connected = new Promise<string | null>((resolve) => {
    const late = setTimeout(() => resolve('no sound'), CONNECT_MILLIS);
    stopListening = port.onEvent((event) => {
      if (!('call' in event) || event.call !== key) {
        return;
      }
      if (event.type === 'media' && event.state === 'connected') {
        clearTimeout(late);
        resolve(null);
      } else if (event.type === 'ended') {
        clearTimeout(late);
        resolve(String(event.ending.status ?? event.ending.cause));
        end();
      }
    });
  });
  port.call(key, 'echo', out.stream);
  return {
    connected,
    stats: () => port.stats(key),
    hangUp: () => {
      port.hangUp(key);
      end();
    },
  };
}
