/** What a person typed or pasted, ready to dial. */
export interface Dialled {
  /** A number, a SIP user, or `user@host`. */
  readonly target: string;
  /** Digits to send after the answer, `''` when none. */
  readonly postDial: string;
}

export type DialledResult =
  | { readonly ok: true; readonly dialled: Dialled }
  | { readonly ok: false; readonly problem: 'phone.enter-number' | 'phone.no-number' | 'phone.too-long' };

const MAX_ENTRY = 96;
const MAX_TARGET = 64;
const MAX_POST_DIAL = 32;
const EXTENSION =
  /[\s,;]*(?:;ext=|\b(?:extension|extn?|durchwahl|poste)\b\.?|\bx(?=\s*\d)|#?ext\.?)\s*[:.]?\s*(\d{1,10})\s*$/i;
const KEYPAD_LETTERS = ['ABC', 'DEF', 'GHI', 'JKL', 'MNO', 'PQRS', 'TUV', 'WXYZ'];

/**
 * Turns pasted text into what belongs into the number field: labels and punctuation go, an extension stays behind a
 * comma, SIP users and addresses keep their letters.
 */
export function cleanPasted(text: string): string {
  const line = text
    .normalize('NFKC')
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .trim();
  const sipAddress = /^(?:sips?:)?([^\s@<>"]+@[^\s@<>;?"]+)/i.exec(stripAngles(line));
  if (sipAddress?.[1]) {
    return sipAddress[1];
  }
  if (/^sips?:/i.test(line)) {
    return line.replace(/^sips?:/i, '').replace(/[;?].*$/, '');
  }
  if (/^[A-Za-z][\w.-]*$/.test(line)) {
    return line;
  }
  const extension = EXTENSION.exec(line);
  const main = extension ? line.slice(0, extension.index) : line;
  const digits = keepDialable(main);
  return extension?.[1] ? `${digits},${extension[1]}` : digits;
}

function stripAngles(line: string): string {
  return /<([^>]+)>/.exec(line)?.[1] ?? line;
}

function keepDialable(text: string): string {
  const afterLabel = text
    .replace(/^\s*[\p{L} .]*[:=]\s*/u, '')
    .replace(/^tel:/i, '')
    .replace(/;.*$/, '');
  // "+44 (0)20 ..." means: dial the zero only inside the country.
  const withoutTrunkZero = /^\s*(?:\+|00)/.test(afterLabel) ? afterLabel.replace(/\(0\)/, '') : afterLabel;
  const isVanity = /^\+?[\d\s().-]*\d[\s().-]+[A-Za-z]{3,}[\dA-Za-z-]*$/.test(withoutTrunkZero.trim());
  const text2 = isVanity ? withoutTrunkZero.replace(/[A-Za-z]/g, keypadDigit) : withoutTrunkZero;
  const kept = text2.replace(/[^\d+*#,]/g, '');
  return kept.slice(0, 1) + kept.slice(1).replace(/\+/g, '');
}

function keypadDigit(letter: string): string {
  const index = KEYPAD_LETTERS.findIndex((letters) => letters.includes(letter.toUpperCase()));
  return String(index + 2);
}

/** The text of the number field, with a bound. */
export function clippedEntry(entry: string): string {
  return entry.slice(0, MAX_ENTRY);
}

/** Reads the number field. Letters are taken as a SIP user, punctuation inside a number is ignored. */
export function parseDialled(text: string): DialledResult {
  const entry = text.trim();
  if (entry === '') {
    return { ok: false, problem: 'phone.enter-number' };
  }
  const cleaned = cleanPasted(entry);
  const comma = cleaned.indexOf(',');
  const target = comma < 0 ? cleaned : cleaned.slice(0, comma);
  const postDial = comma < 0 ? '' : cleaned.slice(comma + 1).replace(/[^\d*#,]/g, '');
  if (target === '' || target === '+') {
    return { ok: false, problem: 'phone.no-number' };
  }
  if (target.length > MAX_TARGET || postDial.length > MAX_POST_DIAL) {
    return { ok: false, problem: 'phone.too-long' };
  }
  return { ok: true, dialled: { target, postDial } };
}

const ONE_DIGIT_CODES = new Set(['1', '7']);
const TWO_DIGIT_CODES = new Set(
  (
    '20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 ' +
    '90 91 92 93 94 95 98'
  ).split(' '),
);

/**
 * Groups a number for reading. International numbers get their country code apart and blocks of three or four;
 * anything else longer than six digits gets blocks of three; the rest, and SIP users, stay as they are.
 */
export function formatNumber(number: string): string {
  if (/^\+\d{7,15}$/.test(number)) {
    const digits = number.slice(1);
    const codeLength = ONE_DIGIT_CODES.has(digits.slice(0, 1)) ? 1 : TWO_DIGIT_CODES.has(digits.slice(0, 2)) ? 2 : 3;
    const code = digits.slice(0, codeLength);
    const rest = digits.slice(codeLength);
    if (code === '1' && rest.length === 10) {
      return `+1 ${rest.slice(0, 3)} ${rest.slice(3, 6)} ${rest.slice(6)}`;
    }
    return `+${code} ${blocks(rest)}`;
  }
  return /^\d{7,15}$/.test(number) ? blocks(number) : number;
}

function blocks(digits: string): string {
  const parts: string[] = [];
  let at = 0;
  while (digits.length - at > 4) {
    parts.push(digits.slice(at, at + 3));
    at += 3;
  }
  parts.push(digits.slice(at));
  return parts.join(' ');
}

/** A number inside a sentence keeps its order in right-to-left text too. */
export function isolated(number: string): string {
  return `\u2066${number}\u2069`;
}

/** Two letters for the round picture: initials of a name, `null` for a bare number. */
export function initials(name: string | null): string | null {
  const words = (name ?? '').split(/[\s._-]+/).filter((word) => /^\p{L}/u.test(word));
  const first = words[0];
  if (first === undefined) {
    return null;
  }
  const last = words.length > 1 ? words[words.length - 1] : undefined;
  return ([...first][0] ?? '').toUpperCase() + (last ? ([...last][0] ?? '').toUpperCase() : '');
}

/** What makes two ways of writing a number the same: its digits, and whether they begin with the country. */
export function comparable(number: string): string {
  return number.replace(/[^\d+a-z]/gi, '');
}
