import type { Call } from './call';
import type { CallEnding, Reason } from './sip-port';
import { language, t, type Key } from './words/words';

/** What the ended view says. `problem` is false for the normal end of a call. */
export interface EndingWords {
  readonly title: string;
  readonly hint: string | null;
  readonly problem: boolean;
}

/** A longer text in a Reason header is no sentence for a person. */
const LONGEST_SENTENCE = 120;

type Words = readonly [title: Key, hint?: Key];

/** Final SIP answers (RFC 3261 section 21 and its extensions) as a person reads them. */
const STATUS_WORDS: ReadonlyMap<number, Words> = new Map(
  expand([
    [
      [301, 302, 410],
      ['failures.changed', 'failures.check-new-number'],
    ],
    [
      [400, 420, 421, 493, 494],
      ['failures.not-set-up', 'failures.send-details'],
    ],
    [
      [401, 403, 407],
      ['failures.not-allowed', 'failures.check-sign-in'],
    ],
    [[402], ['failures.no-credit', 'failures.top-up']],
    [
      [404, 604],
      ['failures.no-such-number', 'failures.check-digits'],
    ],
    [[405, 501, 505, 513], ['failures.not-supported']],
    [
      [406, 415, 488, 606],
      ['failures.no-codec', 'failures.codec-details'],
    ],
    [
      [408, 504],
      ['failures.no-reply', 'failures.answered-late'],
    ],
    [
      [413, 414, 416, 436, 437, 438],
      ['failures.not-set-up', 'failures.technical'],
    ],
    [
      [428, 429, 430, 433],
      ['failures.identity', 'failures.no-anonymous'],
    ],
    [[480], ['failures.unavailable', 'failures.switched-off']],
    [[481], ['failures.lost', 'failures.call-again']],
    [
      [482, 483],
      ['failures.circle', 'failures.forwards-itself'],
    ],
    [[484], ['failures.short', 'failures.check-then-call']],
    [[485], ['failures.ambiguous', 'failures.full-number']],
    [
      [486, 600],
      ['failures.busy', 'failures.in-a-moment'],
    ],
    [[487], ['failures.was-cancelled']],
    [[491], ['failures.occupied', 'failures.call-again']],
    [
      [500, 502],
      ['failures.carrier-fault', 'failures.in-a-moment'],
    ],
    [[503], ['failures.all-lines', 'failures.in-a-moment']],
    [[580], ['failures.quality']],
    [[603], ['failures.declined']],
    [
      [607, 608],
      ['failures.unwanted', 'failures.refuses-number'],
    ],
  ]),
);

/** Q.850 causes that say more than the SIP status they travel with. */
const Q850_WORDS: ReadonlyMap<number, Words> = new Map<number, Words>([
  [1, ['failures.no-such-number', 'failures.check-digits']],
  [3, ['failures.no-way', 'failures.check-country']],
  [17, ['failures.busy', 'failures.in-a-moment']],
  [18, ['failures.no-reply', 'failures.phone-silent']],
  [19, ['failures.nobody', 'failures.later']],
  [20, ['failures.unavailable', 'failures.out-of-reach']],
  [21, ['failures.declined']],
  [22, ['failures.changed', 'failures.check-new-number']],
  [25, ['failures.circle', 'failures.forwards-itself']],
  [27, ['failures.out-of-order', 'failures.line-out']],
  [28, ['failures.incomplete', 'failures.check-then-call']],
  [34, ['failures.all-lines', 'failures.in-a-moment']],
  [38, ['failures.network-fault', 'failures.later']],
  [41, ['failures.short-fault', 'failures.call-again']],
  [42, ['failures.overloaded', 'failures.in-a-moment']],
]);

function expand(rows: readonly (readonly [readonly number[], Words])[]): [number, Words][] {
  return rows.flatMap(([codes, words]) => codes.map((code): [number, Words] => [code, words]));
}

/** Title and remedy for an ended call. */
export function endingWords(call: Call): EndingWords {
  const ending = call.ending;
  if (ending === null) {
    return neutral('phone.call-ended');
  }
  switch (ending.cause) {
    case 'hung-up':
      return hungUp(ending);
    case 'cancelled':
      return call.direction === 'incoming' ? missed(ending) : neutral('failures.cancelled');
    case 'declined':
      return neutral('failures.call-declined');
    case 'unanswered':
      return neutral('failures.missed', 'failures.not-in-time');
    case 'media-failed':
      return call.mediaConnected
        ? problem('failures.sound-lost', 'failures.check-network')
        : problem('failures.network-blocks', 'failures.allow-udp');
    case 'signalling-lost':
      return problem('failures.unreachable', 'failures.check-internet');
    case 'internal':
      return problem('failures.not-set-up', 'failures.reload');
    case 'refused':
      return refused(ending);
  }
}

function hungUp(ending: CallEnding): EndingWords {
  const q850 = ending.reason?.protocol === 'Q.850' ? ending.reason.cause : 16;
  // 16 and 31 are a person hanging up; other causes in a BYE mean that something broke.
  if (ending.by !== 'there' || q850 === 16 || q850 === 31) {
    return neutral('phone.call-ended', ending.by === 'there' ? 'failures.other-hung-up' : undefined);
  }
  return wordsOfReason(ending.reason) ?? problem('failures.cut-off', 'failures.call-again');
}

function missed(ending: CallEnding): EndingWords {
  if (ending.reason?.protocol === 'SIP' && ending.reason.cause === 200) {
    return neutral('failures.answered-elsewhere');
  }
  if (ending.reason?.protocol === 'SIP' && ending.reason.cause === 603) {
    return neutral('failures.declined-elsewhere');
  }
  return neutral('failures.missed', 'failures.they-hung-up');
}

function refused(ending: CallEnding): EndingWords {
  const status = ending.status ?? 0;
  const words = STATUS_WORDS.get(status) ?? wordsOfClass(status);
  const byReason = wordsOfReason(ending.reason);
  if (byReason !== null) {
    // A cause without a remedy of its own: the status may have one.
    const [, hint] = STATUS_WORDS.get(status) ?? [];
    return byReason.hint !== null || hint === undefined ? byReason : { ...byReason, hint: t(hint) };
  }
  return status === 503 && ending.retryAfterSeconds !== null
    ? { title: t(words[0]), hint: t('failures.in-seconds', { seconds: ending.retryAfterSeconds }), problem: true }
    : problem(...words);
}

/**
 * The gateway says why in an English sentence of its own. Without one, and in other languages, the cause speaks; null where
 * the page has no words for it either.
 */
function wordsOfReason(reason: Reason | null): EndingWords | null {
  if (reason?.protocol !== 'Q.850') {
    return null;
  }
  const words = Q850_WORDS.get(reason.cause);
  const known = words === undefined ? null : problem(...words);
  const sentence = reason.text?.trim() ?? '';
  if (sentence === '' || sentence.length > LONGEST_SENTENCE || language() !== 'en') {
    return known;
  }
  return { title: sentence, hint: known?.hint ?? null, problem: true };
}

function wordsOfClass(status: number): Words {
  if (status >= 600) {
    return ['failures.declined-everywhere'];
  }
  if (status >= 500) {
    return ['failures.carrier-fault', 'failures.in-a-moment'];
  }
  if (status >= 300 && status < 400) {
    return ['failures.changed', 'failures.check-new-number'];
  }
  return ['failures.not-set-up', 'failures.send-details'];
}

function problem(title: Key, hint?: Key): EndingWords {
  return { title: t(title), hint: hint === undefined ? null : t(hint), problem: true };
}

function neutral(title: Key, hint?: Key): EndingWords {
  return { ...problem(title, hint), problem: false };
}

export interface EndingDetail {
  readonly id: 'number' | 'code' | 'cause' | 'by' | 'call-id';
  readonly label: string;
  readonly value: string;
}

/** The number in the catalogue of errors, which the gateway's log, its API and call records say too. */
export function errorNumber(call: Call): number | null {
  const ending = call.ending;
  if (ending === null || !endingWords(call).problem) {
    return null;
  }
  switch (ending.cause) {
    case 'media-failed':
      return call.mediaConnected ? 4002 : 4001;
    case 'signalling-lost':
      return 4003;
    case 'internal':
      return 4004;
    default:
      return ending.reason?.error ?? (ending.status === null ? null : 1000 + ending.status);
  }
}

/** What support needs to find the call; never empty of meaning. */
export function endingDetails(call: Call): readonly EndingDetail[] {
  const ending = call.ending;
  if (ending === null) {
    return [];
  }
  const code = ending.status === null ? t('phone.none') : [ending.status, ending.phrase].filter(Boolean).join(' ');
  const number = errorNumber(call);
  const rows: EndingDetail[] =
    number === null ? [] : [{ id: 'number', label: t('phone.error-number'), value: String(number) }];
  rows.push({ id: 'code', label: t('phone.code'), value: code });
  if (ending.reason !== null) {
    const text = ending.reason.text === null ? '' : ` (${ending.reason.text})`;
    rows.push({
      id: 'cause',
      label: t('phone.reason'),
      value: `${ending.reason.protocol} ${ending.reason.cause}${text}`,
    });
  }
  const by =
    ending.by === 'here' ? t('phone.this-phone') : ending.by === 'there' ? t('phone.other-side') : t('phone.network');
  rows.push({ id: 'by', label: t('phone.ended-by'), value: by });
  if (ending.sipCallId !== null) {
    rows.push({ id: 'call-id', label: 'Call-ID', value: ending.sipCallId });
  }
  return rows;
}

/** Why signing in did not work. `status` is null when no answer came. */
export function registrationWords(status: number | null): { title: string; hint: string } {
  if (status === 401 || status === 403 || status === 407) {
    return { title: t('failures.wrong-password'), hint: t('failures.check-both') };
  }
  if (status === 429) {
    return { title: t('failures.too-many-attempts'), hint: t('failures.in-a-minute') };
  }
  if (status === 404) {
    return { title: t('failures.no-such-user'), hint: t('failures.check-user') };
  }
  if (status === null || status === 408) {
    return { title: t('failures.no-answer'), hint: t('failures.check-and-retry') };
  }
  if (status === 503) {
    return { title: t('failures.too-busy'), hint: t('failures.in-a-moment') };
  }
  return { title: t('failures.sign-in-refused', { status }), hint: t('failures.ask-administrator') };
}

/** Why there is no line. `code` is the WebSocket close code. */
export function lineWords(online: boolean, code: number | null): string {
  if (!online) {
    return t('failures.no-internet');
  }
  return code === null ? t('failures.service-unreachable') : t('failures.service-unreachable-code', { code });
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
  const error = /;\s*landline-error\s*=\s*(\d{4})/i.exec(value)?.[1];
  const text = /;\s*text\s*=\s*(?:"((?:\\.|[^"\\])*)"|([^;\s]+))/i.exec(value);
  return {
    protocol: protocol === 'Q.850' || protocol === 'SIP' ? protocol : 'other',
    cause: Number(cause),
    text: (text?.[1] ?? text?.[2])?.replace(/\\(.)/g, '$1') || null,
    ...(error === undefined ? {} : { error: Number(error) }),
  };
}
