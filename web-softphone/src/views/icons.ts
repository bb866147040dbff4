import { svg, html, type SVGTemplateResult, type TemplateResult } from 'lit';

const HANDSET = svg`<path d="M5.2 3.6h2.9c.5 0 .9.3 1 .8l.8 3.3c.1.4 0 .8-.3 1.1L7.8 10.5a14.6 14.6 0 0 0 5.7 5.7l1.7-1.8c.3-.3.7-.4 1.1-.3l3.3.8c.5.1.8.5.8 1v2.9c0 .9-.7 1.6-1.6 1.6C10.9 20.4 3.6 13.1 3.6 5.2c0-.9.7-1.6 1.6-1.6Z"/>`;

const SHAPES = {
  phone: HANDSET,
  hangUp: svg`<path d="M3.5 12.9c4.7-4.5 12.3-4.5 17 0 .5.5.5 1.2.1 1.7l-1.7 1.9c-.4.4-1 .5-1.5.2l-2.5-1.5a1.1 1.1 0 0 1-.5-1.2l.3-1.7a9.8 9.8 0 0 0-5.4 0l.3 1.7c.1.5-.1.9-.5 1.2l-2.5 1.5c-.5.3-1.1.2-1.5-.2l-1.7-1.9c-.4-.5-.4-1.2.1-1.7Z"/>`,
  microphone: svg`<rect x="9" y="3" width="6" height="11" rx="3"/><path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3"/>`,
  microphoneOff: svg`<path d="M15 9.5V6a3 3 0 0 0-5.7-1.3M9 9.5V11a3 3 0 0 0 4.7 2.5M5.5 11.5a6.5 6.5 0 0 0 10.7 5M18.2 13.3c.2-.6.3-1.2.3-1.8M12 18v3M4 3.5l16 17"/>`,
  keypad: svg`<g fill="currentColor" stroke="none"><circle cx="6" cy="5" r="1.7"/><circle cx="12" cy="5" r="1.7"/><circle cx="18" cy="5" r="1.7"/><circle cx="6" cy="11" r="1.7"/><circle cx="12" cy="11" r="1.7"/><circle cx="18" cy="11" r="1.7"/><circle cx="6" cy="17" r="1.7"/><circle cx="12" cy="17" r="1.7"/><circle cx="18" cy="17" r="1.7"/></g>`,
  backspace: svg`<path d="M9 5h10a1.6 1.6 0 0 1 1.6 1.6v10.8A1.6 1.6 0 0 1 19 19H9l-5.6-7L9 5ZM11 9.5l5 5M16 9.5l-5 5"/>`,
  clock: svg`<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5.3l3.4 2"/>`,
  book: svg`<path d="M5 4.5h12.5a1 1 0 0 1 1 1v14H6.5A1.5 1.5 0 0 1 5 18V4.5ZM5 17.5a1.5 1.5 0 0 1 1.5-1.5h12M9 8.5h5.5"/>`,
  gear: svg`<circle cx="12" cy="12" r="3"/><path d="m19.3 14.6 1.3 1-1.8 3.1-1.5-.6a7.6 7.6 0 0 1-2 1.2l-.3 1.7h-3.6l-.3-1.7a7.6 7.6 0 0 1-2-1.2l-1.6.6-1.7-3.1 1.2-1a7.5 7.5 0 0 1 0-2.3l-1.2-1 1.7-3.1 1.6.6a7.6 7.6 0 0 1 2-1.2l.3-1.6h3.6l.3 1.6a7.6 7.6 0 0 1 2 1.2l1.5-.6 1.8 3.1-1.3 1a7.5 7.5 0 0 1 0 2.3Z"/>`,
  signOut: svg`<path d="M14 4.5H6.5a1.5 1.5 0 0 0-1.5 1.5v12a1.5 1.5 0 0 0 1.5 1.5H14M10 12h10M16.5 8.5 20 12l-3.5 3.5"/>`,
  close: svg`<path d="m6 6 12 12M18 6 6 18"/>`,
  warning: svg`<path d="M12 4 2.8 19.5h18.4L12 4ZM12 10v4.5M12 17.2v.1"/>`,
  check: svg`<path d="m5 12.5 4.5 4.5L19 7.5"/>`,
  cross: svg`<path d="m7 7 10 10M17 7 7 17"/>`,
  sync: svg`<path d="M19.5 8A8.3 8.3 0 0 0 5 7M4.5 16A8.3 8.3 0 0 0 19 17M5 3v4h4M19 21v-4h-4"/>`,
  chevron: svg`<path d="m9.5 6 6 6-6 6"/>`,
  outgoing: svg`<path d="M7 17 17 7M9 7h8v8"/>`,
  incoming: svg`<path d="M17 7 7 17M15 17H7V9"/>`,
  missed: svg`<path d="m5 7 6 6 7-7M13.5 6H18v4.5M5 18h14"/>`,
  person: svg`<circle cx="12" cy="8.5" r="3.7"/><path d="M4.8 20c.9-3.7 3.7-5.6 7.2-5.6s6.3 1.9 7.2 5.6"/>`,
  pause: svg`<path d="M9 5v14M15 5v14"/>`,
  play: svg`<path d="M8 5.5v13l10.5-6.5Z"/>`,
  transfer: svg`<path d="M4 8h13M13.5 4.5 17 8l-3.5 3.5M20 16H7M10.5 12.5 7 16l3.5 3.5"/>`,
  plus: svg`<path d="M12 5v14M5 12h14"/>`,
  people: svg`<circle cx="9" cy="9" r="3.2"/><path d="M3.5 19c.6-3.2 2.7-4.8 5.5-4.8s4.9 1.6 5.5 4.8M15.5 6.2a3 3 0 0 1 0 5.6M17 14.5c2 .5 3.2 2 3.6 4.5"/>`,
  note: svg`<path d="M5 4h14v11l-5 5H5ZM19 15h-5v5M8.5 9h7M8.5 12.5h4"/>`,
  tabs: svg`<rect x="8" y="8" width="12" height="12" rx="2"/><path d="M4.5 16A1.5 1.5 0 0 1 4 15V6a2 2 0 0 1 2-2h9a1.5 1.5 0 0 1 1 .5"/>`,
  ear: svg`<path d="M7 9.5a5 5 0 0 1 10 0c0 4.5-4 4.3-4 8a2.5 2.5 0 0 1-4.6 1.3M9.8 9.7a2.2 2.2 0 0 1 4.4 0c0 1.5-1.3 1.6-1.3 3"/>`,
  pencil: svg`<path d="m4.5 15.5-.8 4.8 4.8-.8L19.2 8.8a1.6 1.6 0 0 0 0-2.3l-1.7-1.7a1.6 1.6 0 0 0-2.3 0ZM13.5 6.5l4 4"/>`,
  moon: svg`<path d="M19.5 14.2A8 8 0 0 1 9.8 4.5a8 8 0 1 0 9.7 9.7Z"/>`,
  voicemail: svg`<circle cx="7" cy="12" r="3.5"/><circle cx="17" cy="12" r="3.5"/><path d="M7 15.5h10"/>`,
  chat: svg`<path d="M5 5h14a1.5 1.5 0 0 1 1.5 1.5v8A1.5 1.5 0 0 1 19 16h-7.5L7 20v-4H5a1.5 1.5 0 0 1-1.5-1.5v-8A1.5 1.5 0 0 1 5 5Z"/>`,
  lifebuoy: svg`<circle cx="12" cy="12" r="8.5"/><circle cx="12" cy="12" r="3.5"/><path d="m6 6 3.5 3.5M14.5 14.5 18 18M18 6l-3.5 3.5M9.5 14.5 6 18"/>`,
} satisfies Record<string, SVGTemplateResult>;

export type IconName = keyof typeof SHAPES;

/** A drawing beside a text that already says it; screen readers skip it. */
export function icon(name: IconName, size = 22): TemplateResult {
  return html`<svg
    width=${size}
    height=${size}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="1.8"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    ${SHAPES[name]}
  </svg>`;
}
