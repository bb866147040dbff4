import type { CallRecord, LiveCall, Side } from '../api/types';
import { formatNumber } from '../number';
import { language } from '../words/words';

/** The side of a call that is not oneself: who called an own number, or who was called. */
export function otherSide(call: Pick<CallRecord | LiveCall, 'caller' | 'callee'>, user: string | null): Side {
  return call.caller.account === user && user !== null ? call.callee : call.caller;
}

export function sideName(side: Side): string {
  return side.name !== '' ? side.name : formatNumber(side.address);
}

export function dateAndTime(text: string): string {
  return new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(text));
}

/** The time of a call of today, the day of an older one. */
export function shortTime(text: string): string {
  const date = new Date(text);
  const today = date.toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat(
    language(),
    today ? { hour: '2-digit', minute: '2-digit' } : { day: 'numeric', month: 'short' },
  ).format(date);
}

/** A length as people say it: `4 min 7 s`, `12 s`. */
export function length(seconds: number): string {
  const whole = Math.round(seconds);
  const unit = (value: number, name: 'hour' | 'minute' | 'second') =>
    new Intl.NumberFormat(language(), { style: 'unit', unit: name, unitDisplay: 'narrow' }).format(value);
  if (whole < 60) {
    return unit(whole, 'second');
  }
  const minutes = Math.floor(whole / 60);
  return minutes < 60
    ? `${unit(minutes, 'minute')} ${unit(whole % 60, 'second')}`
    : `${unit(Math.floor(minutes / 60), 'hour')} ${unit(minutes % 60, 'minute')}`;
}

export function count(value: number): string {
  return new Intl.NumberFormat(language()).format(value);
}
