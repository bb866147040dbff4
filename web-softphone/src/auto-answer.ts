import { isLive } from './call';
import type { Phone } from './phone';

const RINGS_MILLIS = 3_000;

/** Takes calls by itself after a few seconds of ringing, where a person wants that: one at a time, and never into a call. */
export function answerByItself(phone: Phone): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ringing: string | null = null;
  phone.subscribe(() => {
    const { call, calls, settings } = phone.state;
    const alone = calls.all.filter(isLive).length === 1;
    const now = settings.autoAnswer && alone && call?.phase === 'incoming' ? call.key : null;
    if (now === ringing) {
      return;
    }
    ringing = now;
    clearTimeout(timer);
    if (now !== null) {
      timer = setTimeout(() => phone.answer(), RINGS_MILLIS);
    }
  });
}
