import { css } from 'lit';

/** What every view shares: box model, focus ring, buttons. */
export const shared = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  :host {
    color: var(--ink);
    font-family: var(--font);
  }

  h1,
  h2,
  h3,
  p,
  dl,
  dd,
  ul {
    margin: 0;
    padding: 0;
  }

  ul {
    list-style: none;
  }

  button,
  input {
    font: inherit;
    color: inherit;
  }

  button {
    border: 0;
    background: none;
    cursor: pointer;
    touch-action: manipulation;
    -webkit-tap-highlight-color: transparent;
  }

  :focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }

  .hidden-text {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 10px;
    min-height: 48px;
    padding: 0 20px;
    border-radius: 999px;
    font-weight: 600;
    transition: background-color 0.15s var(--ease);
  }

  .button.primary {
    background: var(--accent);
    color: var(--on-accent);
  }

  .button.primary:hover {
    filter: brightness(1.08);
  }

  .button.quiet {
    background: var(--sunken);
  }

  .button.quiet:hover {
    background: var(--hover);
  }

  .button.go {
    background: var(--go);
    color: var(--on-strong);
  }

  .button.go:hover {
    background: var(--go-hover);
  }

  .button.stop {
    background: var(--stop);
    color: var(--on-strong);
  }

  .button.stop:hover {
    background: var(--stop-hover);
  }

  .icon-button {
    display: inline-grid;
    place-items: center;
    width: 44px;
    height: 44px;
    border-radius: 50%;
    color: var(--ink-soft);
  }

  .icon-button:hover {
    background: var(--hover);
    color: var(--ink);
  }

  .icon-button[aria-disabled='true'] {
    opacity: 0.45;
    cursor: not-allowed;
  }

  .notice {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 4px 10px;
    padding: 12px 14px;
    border-radius: var(--radius-m);
    font-size: 14px;
    text-align: left;
  }

  .notice svg {
    margin-top: 1px;
  }

  .notice strong {
    font-weight: 600;
  }

  .notice p {
    grid-column: 2;
    color: var(--ink);
  }

  .notice.bad {
    background: var(--stop-tint);
  }

  .notice.bad strong,
  .notice.bad svg {
    color: var(--stop-text);
  }

  .notice.careful {
    background: var(--warn-tint);
  }

  .notice.careful strong,
  .notice.careful svg {
    color: var(--warn-text);
  }

  .ltr {
    direction: ltr;
    unicode-bidi: isolate;
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;
