import { html, type TemplateResult } from 'lit';

/** The mark: a handset on a cradle line. */
export function mark(size: number): TemplateResult {
  return html`<svg width=${size} height=${size} viewBox="0 0 48 48" aria-hidden="true" focusable="false">
    <rect width="48" height="48" rx="13" fill="#1d4ed8" />
    <path
      d="M15.6 11h4.3c.9 0 1.6.6 1.8 1.4l1.1 4.7c.2.7-.1 1.4-.6 1.9l-2.5 2.2a17.4 17.4 0 0 0 7.1 7.1l2.2-2.5c.5-.5 1.2-.8 1.9-.6l4.7 1.1c.8.2 1.4.9 1.4 1.8v4.3a2.6 2.6 0 0 1-2.6 2.6C22.3 35 13 25.7 13 13.6a2.6 2.6 0 0 1 2.6-2.6Z"
      fill="#fff"
    />
    <path d="M28 12.5a8 8 0 0 1 7.5 7.5" fill="none" stroke="#9ab7ff" stroke-width="2.6" stroke-linecap="round" />
  </svg>`;
}
