import { endingWords } from './failure-words';
import type { Call } from './call';
import { formatNumber } from './number';
import type { Party } from './sip-port';

/** The name a person would say. */
export function partyName(party: Party): string {
  if (party.displayName !== null) {
    return party.displayName;
  }
  return party.user === 'anonymous' ? 'Unknown caller' : formatNumber(party.user);
}

/** The number under the name; null when the name already is the number. */
export function partyNumber(party: Party): string | null {
  return party.displayName === null || party.user === 'anonymous' ? null : formatNumber(party.user);
}

/** The state of the call as label and announcement. */
export function phaseWords(call: Call): string {
  switch (call.phase) {
    case 'preparing':
      return call.problem === null ? 'Waiting for the microphone…' : call.problem.title;
    case 'calling':
      return 'Calling…';
    case 'ringing':
      return 'Ringing…';
    case 'early-media':
      return 'Listening to the network…';
    case 'incoming':
      return 'Incoming call';
    case 'connecting':
      return call.slow ? 'Still connecting the sound…' : 'Connecting the sound…';
    case 'in-call':
      return call.mediaInterrupted ? 'Sound interrupted, reconnecting…' : 'In call';
    case 'ended':
      return endingWords(call).title;
  }
}

/** What a screen reader hears when the call changes; the timer is never announced. */
export function announcement(call: Call | null): string {
  if (call === null) {
    return '';
  }
  const words = phaseWords(call).replace('…', '');
  if (call.phase === 'incoming') {
    return `Incoming call from ${partyName(call.party)}`;
  }
  if (call.phase === 'ended') {
    const hint = endingWords(call).hint;
    return hint === null ? words : `${words}. ${hint}`;
  }
  return call.phase === 'in-call' && !call.mediaInterrupted
    ? `In call with ${partyName(call.party)}${call.muted ? ', muted' : ''}`
    : words;
}

/** `4:07`, `1:02:09`. */
export function clock(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
