import { html, type TemplateResult } from 'lit';
import type { Phone, PhoneState } from './phone';
import type { Route } from './routes';
import { unreadIn } from './texts';
import type { IconName } from './views/icons';
import type { Key } from './words/words';

/** A part of the page beside the phone itself, with a place in the rail. Its code is loaded when it is first opened. */
export interface Area {
  /** In the address: `#/NAME`. */
  readonly name: string;
  readonly icon: IconName;
  readonly label: Key;
  /** Reached by links only. */
  readonly hidden?: boolean;
  /** How much in it is new. */
  badge?(state: PhoneState): number;
  load(): Promise<unknown>;
  view(phone: Phone, state: PhoneState, route: Route): TemplateResult;
}

/** In the order of the rail. */
export const AREAS: readonly Area[] = [
  {
    name: 'history',
    icon: 'clock',
    label: 'console.history',
    load: () => import('./console/history'),
    view: (phone, state, route) =>
      html`<landline-history .phone=${phone} .state=${state} .route=${route}></landline-history>`,
  },
  {
    name: 'contacts',
    icon: 'book',
    label: 'people.contacts',
    load: () => import('./people/contacts'),
    view: (phone, state) => html`<landline-contacts .phone=${phone} .state=${state}></landline-contacts>`,
  },
  {
    name: 'messages',
    icon: 'chat',
    label: 'texts.title',
    load: () => import('./texts-area/texts-view'),
    view: (phone, state, route) =>
      html`<landline-texts .phone=${phone} .state=${state} .route=${route}></landline-texts>`,
    badge: (state) => unreadIn(state.texts),
  },
  {
    name: 'overview',
    icon: 'people',
    label: 'console.overview',
    load: () => import('./console/overview'),
    view: (phone, state) => html`<landline-overview .phone=${phone} .state=${state}></landline-overview>`,
  },
  {
    name: 'check',
    icon: 'ear',
    label: 'check.short',
    load: () => import('./check/check-view'),
    view: (phone, state) => html`<landline-check .phone=${phone} .state=${state}></landline-check>`,
  },
  {
    name: 'support',
    icon: 'lifebuoy',
    label: 'support.title',
    hidden: true,
    load: () => import('./support/support-view'),
    view: (phone, state) => html`<landline-support .phone=${phone} .state=${state}></landline-support>`,
  },
];

export function areaOf(route: Route): Area | null {
  return AREAS.find((area) => area.name === route.area) ?? null;
}
