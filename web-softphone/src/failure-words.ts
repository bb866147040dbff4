import type { Call } from './call';
import type { CallEnding, Reason } from './sip-port';

/** What the ended view says. `problem` is false for the normal end of a call. */
export interface EndingWords {
  readonly title: string;
  readonly hint: string | null;
  readonly problem: boolean;
}

/** A longer text in a Reason header is no sentence for a person. */
const LONGEST_SENTENCE = 120;

type Words = readonly [title: string, hint?: string];

/** Final SIP answers (RFC 3261 section 21 and its extensions) as a person reads them. */
const STATUS_WORDS: ReadonlyMap<number, Words> = new Map(
  expand([
    [
      [301, 302, 410],
      ['The number has changed', 'Check for a new number.'],
    ],
    [
      [400, 420, 421, 493, 494],
      ['The call could not be set up', 'If it happens again, send the details to support.'],
    ],
    [
      [401, 403, 407],
      ['Not allowed', 'Check your sign-in; this number may also be barred for you.'],
    ],
    [[402], ['Out of credit', 'Top up the account, then try again.']],
    [
      [404, 604],
      ['This number does not exist', 'Check the digits and the country code.'],
    ],
    [[405, 501, 505, 513], ['Not supported by the other side']],
    [
      [406, 415, 488, 606],
      ['No common audio format', 'The two sides cannot agree on a codec. Send the details to support.'],
    ],
    [
      [408, 504],
      ['No reply', 'Nobody answered in time. Try again later.'],
    ],
    [
      [413, 414, 416, 436, 437, 438],
      ['The call could not be set up', 'A technical problem. Send the details to support.'],
    ],
    [
      [428, 429, 430, 433],
      ['Your caller identity was refused', 'The other side does not take anonymous or unverified calls.'],
    ],
    [[480], ['Not available right now', 'The phone may be switched off. Try again later.']],
    [[481], ['The other side lost the call', 'Call again.']],
    [
      [482, 483],
      ['Forwarded in a circle', 'The number forwards to itself. The other side has to change that.'],
    ],
    [[484], ['The number looks too short', 'Check the digits, then call again.']],
    [[485], ['More than one match', 'Enter the full number.']],
    [
      [486, 600],
      ['Busy', 'Try again in a moment.'],
    ],
    [[487], ['The call was cancelled']],
    [[491], ['The line was occupied for a moment', 'Call again.']],
    [
      [500, 502],
      ['The phone company had a fault', 'Try again in a moment.'],
    ],
    [[503], ['All lines are in use', 'Try again in a moment.']],
    [[580], ['The quality could not be promised']],
    [[603], ['Declined']],
    [
      [607, 608],
      ['Blocked as unwanted', 'The other side refuses calls from this number.'],
    ],
  ]),
);

/** Q.850 causes that say more than the SIP status they travel with. */
const Q850_WORDS: ReadonlyMap<number, Words> = new Map<number, Words>([
  [1, ['This number does not exist', 'Check the digits and the country code.']],
  [3, ['There is no way to this number', 'Check the country code.']],
  [17, ['Busy', 'Try again in a moment.']],
  [18, ['No reply', 'The phone did not respond. Try again later.']],
  [19, ['Nobody answered', 'Try again later.']],
  [20, ['Not available right now', 'The phone may be switched off or out of reach.']],
  [21, ['Declined']],
  [22, ['The number has changed', 'Check for a new number.']],
  [27, ['The other side cannot be reached', 'Its line is out of order. Try again later.']],
  [28, ['The number looks incomplete', 'Check the digits, then call again.']],
  [34, ['All lines are in use', 'Try again in a moment.']],
  [38, ['The phone network has a fault', 'Try again later.']],
  [41, ['The phone network had a short fault', 'Call again.']],
  [42, ['The phone network is overloaded', 'Try again in a moment.']],
]);

function expand(rows: readonly (readonly [readonly number[], Words])[]): [number, Words][] {
  return rows.flatMap(([codes, words]) => codes.map((code): [number, Words] => [code, words]));
}

/** Title and remedy for an ended call. */
export function endingWords(call: Call): EndingWords {
  const ending = call.ending;
  if (ending === null) {
    return neutral('Call ended');
  }
  switch (ending.cause) {
    case 'hung-up':
      return hungUp(ending);
    case 'cancelled':
      return call.direction === 'incoming' ? missed(ending) : neutral('Call cancelled');
    case 'declined':
      return neutral('Call declined');
    case 'unanswered':
      return neutral('Missed call', 'It was not answered in time.');
    case 'media-failed':
      return call.mediaConnected
        ? problem('The sound connection was lost', 'Check your network, then call again.')
        : problem('Your network blocks calls', 'Ask IT to allow UDP to the phone gateway, or try another network.');
    case 'signalling-lost':
      return problem('The phone service could not be reached', 'Check your internet connection, then call again.');
    case 'internal':
      return problem(
        'The call could not be set up',
        'Reload the page. If it happens again, send the details to support.',
      );
    case 'refused':
      return refused(ending);
  }
}

function hungUp(ending: CallEnding): EndingWords {
  const q850 = ending.reason?.protocol === 'Q.850' ? ending.reason.cause : 16;
  // 16 and 31 are a person hanging up; other causes in a BYE mean that something broke.
  if (ending.by !== 'there' || q850 === 16 || q850 === 31) {
    return neutral('Call ended', ending.by === 'there' ? 'The other side hung up.' : undefined);
  }
  return fromWords(wordsOfReason(ending.reason) ?? ['The call was cut off', 'Call again.']);
}

function missed(ending: CallEnding): EndingWords {
  if (ending.reason?.protocol === 'SIP' && ending.reason.cause === 200) {
    return neutral('Answered elsewhere');
  }
  if (ending.reason?.protocol === 'SIP' && ending.reason.cause === 603) {
    return neutral('Declined elsewhere');
  }
  return neutral('Missed call', 'They hung up before you answered.');
}

function refused(ending: CallEnding): EndingWords {
  const status = ending.status ?? 0;
  const byCause = wordsOfReason(ending.reason);
  const words = byCause ?? STATUS_WORDS.get(status) ?? wordsOfClass(status);
  if (status === 503 && ending.retryAfterSeconds !== null && byCause === null) {
    return problem(words[0], `Try again in ${ending.retryAfterSeconds} s.`);
  }
  return fromWords(words);
}

/** The gateway says why in a sentence of its own; without one, the cause speaks. */
function wordsOfReason(reason: Reason | null): Words | null {
  if (reason?.protocol !== 'Q.850') {
    return null;
  }
  const words = Q850_WORDS.get(reason.cause) ?? null;
  const sentence = reason.text?.trim() ?? '';
  if (sentence === '' || sentence.length > LONGEST_SENTENCE) {
    return words;
  }
  return words?.[1] === undefined ? [sentence] : [sentence, words[1]];
}

function wordsOfClass(status: number): Words {
  if (status >= 600) {
    return ['Declined everywhere'];
  }
  if (status >= 500) {
    return ['The phone company had a fault', 'Try again in a moment.'];
  }
  if (status >= 300 && status < 400) {
    return ['The number has changed', 'Check for a new number.'];
  }
  return ['The call could not be set up', 'If it happens again, send the details to support.'];
}

function fromWords(words: Words): EndingWords {
  return problem(words[0], words[1]);
}

function problem(title: string, hint?: string): EndingWords {
  return { title, hint: hint ?? null, problem: true };
}

function neutral(title: string, hint?: string): EndingWords {
  return { title, hint: hint ?? null, problem: false };
}

export interface EndingDetail {
  readonly id: 'code' | 'cause' | 'by' | 'call-id';
  readonly label: string;
  readonly value: string;
}

/** What support needs to find the call; never empty of meaning. */
export function endingDetails(call: Call): readonly EndingDetail[] {
  const ending = call.ending;
  if (ending === null) {
    return [];
  }
  const code = ending.status === null ? 'none' : [ending.status, ending.phrase].filter(Boolean).join(' ');
  const rows: EndingDetail[] = [{ id: 'code', label: 'Code', value: code }];
  if (ending.reason !== null) {
    const text = ending.reason.text === null ? '' : ` (${ending.reason.text})`;
    rows.push({ id: 'cause', label: 'Reason', value: `${ending.reason.protocol} ${ending.reason.cause}${text}` });
  }
  const by = ending.by === 'here' ? 'this phone' : ending.by === 'there' ? 'the other side' : 'the network';
  rows.push({ id: 'by', label: 'Ended by', value: by });
  if (ending.sipCallId !== null) {
    rows.push({ id: 'call-id', label: 'Call-ID', value: ending.sipCallId });
  }
  return rows;
}

/** Why signing in did not work. `status` is null when no answer came. */
export function registrationWords(status: number | null): { title: string; hint: string } {
  if (status === 401 || status === 403 || status === 407) {
    return { title: 'Wrong user name or password', hint: 'Check both, then try again.' };
  }
  if (status === 404) {
    return { title: 'This user does not exist here', hint: 'Check the user name, then try again.' };
  }
  if (status === null || status === 408) {
    return { title: 'The phone service does not answer', hint: 'Check your internet connection, then try again.' };
  }
  if (status === 503) {
    return { title: 'The phone service is too busy', hint: 'Try again in a moment.' };
  }
  return { title: `The phone service refused the sign-in (${status})`, hint: 'Try again, or ask your administrator.' };
}

/** Why there is no line. `code` is the WebSocket close code. */
export function lineWords(online: boolean, code: number | null): string {
  if (!online) {
    return 'No internet connection. We keep trying.';
  }
  return code === null
    ? 'The phone service cannot be reached. We keep trying.'
    : `The phone service cannot be reached (${code}). We keep trying.`;
}

/** Reads the first understood value of Reason headers; Q.850 is preferred because it says more. */
export function parseReason(headers: readonly string[]): Reason | null {
  const reasons = headers
    .flatMap(splitHeader)
    .map(parseOne)
    .filter((reason) => reason !== null);
  return reasons.find((reason) => reason.protocol === 'Q.850') ?? reasons[0] ?? null;
}

function splitHeader(header: string): string[] {
  return header.match(/(?:"(?:\\.|[^"\\])*"|[^,"])+/g) ?? [];
}

function parseOne(value: string): Reason | null {
  const protocol = /^\s*([^\s;]+)/.exec(value)?.[1]?.toUpperCase();
  const cause = /;\s*cause\s*=\s*(\d{1,3})/i.exec(value)?.[1];
  if (protocol === undefined || cause === undefined) {
    return null;
  }
  const text = /;\s*text\s*=\s*(?:"((?:\\.|[^"\\])*)"|([^;\s]+))/i.exec(value);
  return {
    protocol: protocol === 'Q.850' || protocol === 'SIP' ? protocol : 'other',
    cause: Number(cause),
    text: (text?.[1] ?? text?.[2])?.replace(/\\(.)/g, '$1') || null,
  };
}
