import { css } from 'lit';

/** What the areas of the console share. */
export const consoleStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 18px;
    padding-block: 4px 24px;
  }

  h2 {
    font-size: 22px;
    font-weight: 650;
    letter-spacing: -0.01em;
  }

  h3 {
    font-size: 16px;
    font-weight: 650;
  }

  .panel {
    padding: 18px;
    border: 1px solid var(--line);
    border-radius: var(--radius-m);
    background: var(--surface);
  }

  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
  }

  .soft {
    color: var(--ink-soft);
  }

  .bad {
    color: var(--stop-text);
  }

  .button {
    min-height: 44px;
    padding-inline: 16px;
    font-size: 14.5px;
    text-decoration: none;
  }

  a.button {
    color: var(--ink);
  }

  .button:not(.primary, .go, .stop) {
    border: 1px solid var(--control-line);
    background: var(--surface);
  }

  input,
  select,
  textarea {
    min-height: 44px;
    padding: 8px 12px;
    border: 1px solid var(--control-line);
    border-radius: var(--radius-s);
    background: var(--surface);
    color: inherit;
    font: inherit;
  }

  table {
    width: 100%;
    border-collapse: collapse;
    font-size: 14.5px;
  }

  th {
    font-weight: 600;
    color: var(--ink-soft);
  }

  th,
  td {
    padding: 8px 10px;
    border-block-end: 1px solid var(--line);
    text-align: start;
  }

  td.figure,
  th.figure {
    text-align: end;
    font-variant-numeric: tabular-nums;
  }
`;
