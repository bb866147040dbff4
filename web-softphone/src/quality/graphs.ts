import { css, html, LitElement, unsafeCSS, type PropertyValues } from 'lit';
import UPlot from 'uplot';
import sheet from 'uplot/dist/uPlot.min.css?inline';
import { shared } from '../views/styles';
import { language, t, type Key } from '../words/words';
import type { Figures } from './figures';

interface Graph {
  readonly name: Key;
  readonly lines: readonly (readonly [name: Key, color: string, value: (figures: Figures) => number | null])[];
}

const GRAPHS: readonly Graph[] = [
  { name: 'quality.bitrate', lines: [['quality.bitrate', '--accent', (figures) => figures.kilobits]] },
  {
    name: 'quality.packets',
    lines: [
      ['quality.received', '--accent', (figures) => figures.received],
      ['quality.sent', '--go', (figures) => figures.sent],
    ],
  },
  {
    name: 'quality.loss',
    lines: [
      ['quality.received', '--accent', (figures) => figures.lost],
      ['quality.sent', '--go', (figures) => figures.sentLost],
    ],
  },
  { name: 'quality.jitter', lines: [['quality.jitter', '--accent', (figures) => figures.jitterMillis]] },
  { name: 'quality.round-trip', lines: [['quality.round-trip', '--accent', (figures) => figures.roundTripMillis]] },
  { name: 'quality.level', lines: [['quality.level', '--accent', (figures) => figures.level]] },
];

const HEIGHT = 110;
const ROWS = 10;

/** The figures of a call over time; a table says the last of them to whoever does not see graphs. */
export class QualityGraphs extends LitElement {
  static override properties = { quality: { attribute: false } };
  static override styles = [
    unsafeCSS(sheet),
    shared,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 12px;
        padding: 12px;
        border: 1px solid var(--line);
        border-radius: var(--radius-m);
        text-align: start;
      }

      h4 {
        font-size: 14px;
        font-weight: 600;
      }

      figure {
        margin: 0;
        direction: ltr;
      }

      table {
        width: 100%;
        border-collapse: collapse;
        font-size: 13px;
        font-variant-numeric: tabular-nums;
      }

      th,
      td {
        padding: 4px 6px;
        border-block-end: 1px solid var(--line);
        text-align: end;
      }

      summary {
        min-height: 44px;
        line-height: 44px;
        cursor: pointer;
      }
    `,
  ];

  declare quality: { readonly history: readonly Figures[] };
  private plots: UPlot[] = [];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.plots.forEach((plot) => plot.destroy());
    this.plots = [];
  }

  protected override firstUpdated(): void {
    this.plots = [...this.renderRoot.querySelectorAll('figure')].map((place, index) =>
      this.plot(GRAPHS[index]!, place),
    );
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('quality')) {
      this.plots.forEach((plot, index) => plot.setData(this.data(GRAPHS[index]!)));
    }
  }

  override render() {
    return html`${GRAPHS.map(
        (graph) =>
          html`<section>
            <h4>${t(graph.name)}</h4>
            <figure aria-hidden="true" data-testid="quality-graph"></figure>
          </section>`,
      )}
      <details>
        <summary>${t('quality.as-table')}</summary>
        <table data-testid="quality-table">
          <thead>
            <tr>
              <th scope="col">${t('quality.bitrate')}</th>
              <th scope="col">${t('quality.loss')}</th>
              <th scope="col">${t('quality.jitter')}</th>
              <th scope="col">${t('quality.round-trip')}</th>
              <th scope="col">${t('quality.mos')}</th>
            </tr>
          </thead>
          <tbody>
            ${this.quality.history.slice(-ROWS).map(
              (figures) =>
                html`<tr>
                  <td>${whole(figures.kilobits)}</td>
                  <td>${whole(figures.lost)}</td>
                  <td>${whole(figures.jitterMillis)}</td>
                  <td>${figures.roundTripMillis === null ? '–' : whole(figures.roundTripMillis)}</td>
                  <td>${figures.mos.toFixed(1)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </details>`;
  }

  private plot(graph: Graph, place: HTMLElement): UPlot {
    const colors = getComputedStyle(this);
    const soft = colors.getPropertyValue('--ink-soft');
    const grid = { stroke: colors.getPropertyValue('--line'), width: 1 };
    return new UPlot(
      {
        width: Math.max(120, place.clientWidth),
        height: HEIGHT,
        legend: { show: false },
        cursor: { show: false },
        axes: [{ show: false }, { stroke: soft, grid, size: 44, ticks: { show: false } }],
        scales: { y: { range: (_plot, _least, most) => [0, Math.max(1, most * 1.1)] } },
        series: [
          {},
          ...graph.lines.map(([name, color]) => ({
            label: t(name),
            stroke: colors.getPropertyValue(color),
            width: 1.5,
            points: { show: false },
          })),
        ],
      },
      this.data(graph),
      place,
    );
  }

  private data(graph: Graph): UPlot.AlignedData {
    const { history } = this.quality;
    return [
      history.map((figures) => figures.atMillis / 1000),
      ...graph.lines.map(([, , value]) => history.map(value)),
    ] as UPlot.AlignedData;
  }
}

function whole(value: number): string {
  return new Intl.NumberFormat(language(), { maximumFractionDigits: 0 }).format(value);
}

customElements.define('landline-quality-graphs', QualityGraphs);
