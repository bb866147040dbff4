import { en } from './en';

export type Language = 'en' | 'de' | 'ar';

/** The name of a sentence; the part before the first dot is the area of the page that says it. */
export type Key = keyof typeof en;

type PluralForm = 'zero' | 'one' | 'two' | 'few' | 'many';

/** What a counted sentence is asked for by: its key without the form. */
export type CountedKey = { [K in Key]: K extends `${infer Base}.other` ? Base : never }[Key];

/**
 * All sentences of one language. English says which there must be, so that the compiler finds what a translation lacks;
 * a language with more plural forms than English adds its own.
 */
export type Sentences = Readonly<Record<Key, string>> &
  Readonly<Partial<Record<`${CountedKey}.${PluralForm}`, string>>>;

type Values = Readonly<Record<string, string | number>>;

export const LANGUAGES: Readonly<Record<Language, { readonly name: string; readonly direction: 'ltr' | 'rtl' }>> = {
  en: { name: 'English', direction: 'ltr' },
  de: { name: 'Deutsch', direction: 'ltr' },
  ar: { name: 'العربية', direction: 'rtl' },
};

const LOADERS: Readonly<Record<Exclude<Language, 'en'>, () => Promise<Sentences>>> = {
  de: async () => (await import('./de')).de,
  ar: async () => (await import('./ar')).ar,
};

let current: Sentences = en;
let currentLanguage: Language = 'en';

/** The language of the page. */
export function language(): Language {
  return currentLanguage;
}

/** Loads a language and speaks it from now on. Views show it when they are drawn again. */
export async function speak(wanted: Language): Promise<void> {
  current = wanted === 'en' ? en : await LOADERS[wanted]();
  currentLanguage = wanted;
}

/** The first of the languages a browser asks for that the page can speak. */
export function preferredLanguage(asked: readonly string[]): Language {
  const known = asked.map((tag) => tag.toLowerCase().split('-')[0] ?? '');
  return (known.find((tag) => tag in LANGUAGES) ?? 'en') as Language;
}

/** The sentence of this name; `{name}` in it stands for the value of that name. */
export function t(key: Key, values: Values = {}): string {
  return fill(current[key], values);
}

/** The sentence for this many, `{count}` in it being the number. */
export function counted(key: CountedKey, count: number, values: Values = {}): string {
  const form = new Intl.PluralRules(currentLanguage).select(count);
  const all = current as Readonly<Record<string, string | undefined>>;
  const sentence = all[`${key}.${form}`] ?? all[`${key}.other`] ?? key;
  return fill(sentence, { count: new Intl.NumberFormat(currentLanguage).format(count), ...values });
}

function fill(sentence: string, values: Values): string {
  return sentence.replace(/\{(\w+)\}/g, (gap, name: string) => String(values[name] ?? gap));
}
