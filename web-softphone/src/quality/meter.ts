import { figuresOf, type Figures, type Sample } from './figures';

export type Warning = 'network-loses' | 'we-are-not-heard' | 'nothing-arrives' | 'long-delay';

export interface Quality {
  /** The last ten minutes, one entry a second, the newest last. */
  readonly history: readonly Figures[];
  readonly codec: string | null;
  readonly warning: Warning | null;
}

export const NO_QUALITY: Quality = { history: [], codec: null, warning: null };

const KEPT = 600;
/** So many of the last seconds must agree before something is said, and before it is taken back. */
const AGREE = 4;
const LOSS_PERCENT = 5;
const DELAY_MILLIS = 400;

/** Follows one call: a sample each second in, what to show out. */
export class Meter {
  private last: Sample | null = null;
  private quality: Quality = NO_QUALITY;

  take(sample: Sample): Quality {
    const before = this.last;
    this.last = sample;
    if (before === null || sample.atMillis <= before.atMillis) {
      return this.quality;
    }
    const history = [...this.quality.history, figuresOf(before, sample)].slice(-KEPT);
    this.quality = { history, codec: sample.codec, warning: warningOf(history, this.quality.warning) };
    return this.quality;
  }
}

/** The worst first. What has been said stays until the last seconds are all without it. */
function warningOf(history: readonly Figures[], before: Warning | null): Warning | null {
  const recent = history.slice(-AGREE);
  const found = (Object.keys(SIGNS) as Warning[]).find((warning) => recent.every(SIGNS[warning]));
  if (recent.length < AGREE) {
    return null;
  }
  if (found !== undefined) {
    return found;
  }
  return before !== null && recent.some(SIGNS[before]) ? before : null;
}

const SIGNS: Readonly<Record<Warning, (figures: Figures) => boolean>> = {
  'nothing-arrives': (figures) => figures.received < 1,
  'network-loses': (figures) => figures.lost >= LOSS_PERCENT,
  'we-are-not-heard': (figures) => figures.sentLost >= LOSS_PERCENT,
  'long-delay': (figures) => (figures.roundTripMillis ?? 0) >= DELAY_MILLIS,
};
