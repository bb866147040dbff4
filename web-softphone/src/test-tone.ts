const HERTZ = 660;
const GAIN = 0.1;
const SECONDS = 0.8;

/** Plays a short tone on a speaker, by its id; empty is the browser's choice. */
export async function playTestTone(speaker: string): Promise<void> {
  const context = new AudioContext() as AudioContext & { setSinkId?: (id: string) => Promise<void> };
  if (speaker !== '') {
    await context.setSinkId?.(speaker).catch(() => undefined);
  }
  const tone = new OscillatorNode(context, { frequency: HERTZ });
  tone.connect(new GainNode(context, { gain: GAIN })).connect(context.destination);
  tone.start();
  tone.stop(context.currentTime + SECONDS);
  tone.addEventListener('ended', () => void context.close());
}
