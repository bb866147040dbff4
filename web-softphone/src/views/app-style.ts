import { css } from 'lit';

/** The frame of the page: rail, middle and stage on wide pages, one of them at a time on narrow ones. */
export const appStyle = css`
  :host {
    display: block;
    min-height: 100dvh;
  }

  .frame {
    display: grid;
    grid-template: auto 1fr / auto minmax(0, 1fr);
    column-gap: 24px;
    min-height: 100dvh;
    /* On the largest screens lines would become too long to read. */
    width: min(100%, 1680px);
    margin-inline: auto;
    padding: 0 24px 32px;
  }

  .frame > landline-top-bar {
    grid-column: 1 / -1;
  }

  .frame.bare {
    grid-template-columns: minmax(0, 1fr);
    width: min(100%, 1080px);
    margin: 0 auto;
  }

  main {
    display: grid;
    grid-template-columns: minmax(300px, 1fr) minmax(320px, 1.4fr);
    gap: 24px;
    align-items: start;
    align-content: start;
    padding-top: 12px;
  }

  main.area {
    grid-template-columns: minmax(0, 1fr) minmax(320px, 400px);
  }

  .rail {
    display: flex;
    flex-direction: column;
    gap: 6px;
    width: 84px;
    padding-top: 12px;
  }

  .rail a,
  .back {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 4px;
    min-height: 60px;
    padding: 6px 4px;
    border-radius: var(--radius-m);
    font-size: 12.5px;
    font-weight: 600;
    text-align: center;
    text-decoration: none;
    color: var(--ink-soft);
  }

  .rail a {
    position: relative;
  }

  .badge {
    position: absolute;
    inset-block-start: 4px;
    inset-inline-end: 8px;
    min-width: 20px;
    padding: 1px 6px;
    border-radius: 999px;
    background: var(--accent);
    font-size: 12px;
    font-weight: 700;
    text-align: center;
    color: var(--on-accent);
  }

  .rail a:hover {
    background: var(--hover);
    color: var(--ink);
  }

  .rail a[aria-current='page'] {
    background: var(--accent-tint);
    color: var(--accent);
  }

  .back {
    display: none;
  }

  .side {
    display: grid;
    gap: 14px;
  }

  .stage {
    display: grid;
    align-content: center;
    min-height: min(700px, calc(100dvh - 110px));
    padding: 28px;
    border: 1px solid var(--line);
    border-radius: var(--radius-l);
    background: var(--surface);
    box-shadow: var(--shadow);
  }

  .tabs {
    display: flex;
    gap: 4px;
    padding: 4px;
    border-radius: 999px;
    background: var(--hover);
  }

  .tabs button {
    flex: 1;
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-height: 40px;
    border-radius: 999px;
    font-size: 14.5px;
    font-weight: 600;
    color: var(--ink-soft);
  }

  .tabs button:hover {
    color: var(--ink);
  }

  .tabs button[aria-current='true'] {
    background: var(--surface);
    color: var(--ink);
    box-shadow: 0 1px 3px rgb(16 24 40 / 14%);
  }

  .tabs .keypad-tab {
    display: none;
  }

  .tabs.alone {
    display: none;
  }

  @media (max-width: 819px) {
    :host {
      background: var(--surface);
    }

    .frame,
    .frame.bare {
      display: flex;
      flex-direction: column;
      height: 100dvh;
      min-height: 0;
      padding: 0 16px;
    }

    .rail {
      position: sticky;
      bottom: 0;
      z-index: 1;
      order: 2;
      flex-direction: row;
      width: auto;
      margin: 0 -16px;
      padding: 6px 8px max(6px, env(safe-area-inset-bottom));
      border-top: 1px solid var(--line);
      background: var(--surface);
      overflow-x: auto;
    }

    .rail a {
      flex: 1;
      min-width: 0;
      min-height: 52px;
      padding-inline: 2px;
      font-size: clamp(10px, 2.7vw, 12px);
      letter-spacing: -0.01em;
    }

    .back {
      display: flex;
      flex-direction: row;
      min-height: 44px;
      background: var(--go-tint);
      color: var(--go-text);
    }

    main,
    main.area {
      flex: 1;
      min-height: 0;
      overflow-y: auto;
    }

    main {
      display: flex;
      flex-direction: column;
      gap: 0;
      align-items: stretch;
      padding: 0;
    }

    landline-lists {
      flex: 1;
      margin: 0 -8px;
      padding-bottom: 16px;
    }

    .stage {
      flex: 1;
      min-height: 0;
      padding: 8px 0 16px;
      border: 0;
      background: none;
      box-shadow: none;
    }

    .side {
      display: contents;
    }

    [hidden-narrow] {
      display: none;
    }

    .tabs,
    .tabs.alone {
      position: sticky;
      bottom: 0;
      order: 1;
      display: flex;
      margin: 0 -16px;
      padding: 6px 16px max(6px, env(safe-area-inset-bottom));
      border-top: 1px solid var(--line);
      border-radius: 0;
      background: var(--surface);
    }

    .tabs.in-call {
      display: none;
    }

    .tabs button {
      flex-direction: column;
      gap: 2px;
      min-height: 52px;
      font-size: 12.5px;
    }

    .tabs button[aria-current='true'] {
      background: none;
      color: var(--accent);
      box-shadow: none;
    }

    .tabs .keypad-tab {
      display: flex;
    }
  }
`;
