import { endingWords } from './failure-words';
import type { Call, Transfer } from './call';
import { formatNumber } from './number';
import type { Party } from './sip-port';
import { t, type Key } from './words/words';

/** The name a person would say. */
export function partyName(party: Party): string {
  if (party.displayName !== null) {
    return party.displayName;
  }
  return party.user === 'anonymous' ? t('phone.unknown-caller') : formatNumber(party.user);
}

/** The number under the name; null when the name already is the number. */
export function partyNumber(party: Party): string | null {
  return party.displayName === null || party.user === 'anonymous' ? null : formatNumber(party.user);
}

/** The state of the call as label and announcement. */
export function phaseWords(call: Call): string {
  switch (call.phase) {
    case 'preparing':
      return call.problem === null ? t('phone.waiting-for-microphone') : t(`microphone.${call.problem.kind}`);
    case 'calling':
      return t('phone.calling');
    case 'ringing':
      return t('phone.ringing');
    case 'early-media':
      return t('phone.early-media');
    case 'incoming':
      return t('phone.incoming');
    case 'connecting':
      return call.slow ? t('phone.still-connecting-sound') : t('phone.connecting-sound');
    case 'in-call':
      return call.mediaInterrupted ? t('phone.sound-interrupted') : t('phone.in-call');
    case 'ended':
      return endingWords(call).title;
  }
}

/** What becomes of a transfer. */
export function transferWords(transfer: Transfer): string {
  const name = formatNumber(transfer.to);
  switch (transfer.state) {
    case 'asked':
      return t('calls.being-transferred', { name });
    case 'ringing':
      return t('calls.transfer-rings', { name });
    case 'done':
      return t('calls.transferred', { name });
    case 'failed':
      return t('calls.transfer-failed', { name, reason: t(failureKey(transfer.status)) });
  }
}

function failureKey(status: number | null): Key {
  switch (status) {
    case 486:
    case 600:
      return 'calls.busy';
    case 404:
    case 484:
    case 604:
      return 'calls.no-such-number';
    case 403:
      return 'calls.not-allowed';
    case 603:
      return 'calls.declined';
    default:
      return 'calls.number-failed';
  }
}

/** What a screen reader hears when the call changes; the timer is never announced. */
export function announcement(call: Call | null): string {
  if (call === null) {
    return '';
  }
  const words = phaseWords(call).replace('…', '');
  if (call.phase === 'incoming') {
    return t('phone.incoming-from', { name: partyName(call.party) });
  }
  if (call.phase === 'ended') {
    const hint = endingWords(call).hint;
    return hint === null ? words : `${words}. ${hint}`;
  }
  if (call.phase !== 'in-call' || call.mediaInterrupted) {
    return words;
  }
  const how = call.heldAtMillis !== null ? 'held' : call.muted ? 'muted' : 'with';
  return t(`phone.in-call-${how}`, { name: partyName(call.party) });
}

/** `4:07`, `1:02:09`. */
export function clock(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
