// The running profit over the trades of a run: a curve, its table, and files.
//
// SPDX-License-Identifier: GPL-3.0-or-later

import uPlot from './vendor/uPlot.esm.js';
import { fill, h, saveFile } from './dom.js';
import { formatInteger, formatProfit } from './format.js';
import { t, tn } from './i18n.js';
import { pagedTable } from './table.js';

/** @typedef {import('./types.js').EquityPoint} EquityPoint */

const HEIGHT = 320;
const ZOOM = 0.75;
const AXIS_SIZE = 64;
const dark = matchMedia('(prefers-color-scheme: dark)');

/** @param {string} name of a custom property */
function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** The line at zero, beneath the curve.
 *
 * @param {uPlot} plot */
function drawZero(plot) {
  const y = Math.round(plot.valToPos(0, 'y', true));
  const { left, top, width, height } = plot.bbox;

  if (y >= top && y <= top + height) {
    plot.ctx.save();
    plot.ctx.strokeStyle = colour('--chart-zero');
    plot.ctx.lineWidth = devicePixelRatio;
    plot.ctx.beginPath();
    plot.ctx.moveTo(left, y);
    plot.ctx.lineTo(left + width, y);
    plot.ctx.stroke();
    plot.ctx.restore();
  }
}

export class EquityChart {
  #points;
  #data;
  #name;
  /** @type {uPlot | null} */
  #plot = null;
  #holder = h('div', { class: 'chart-holder' });
  #reading = h('p', { class: 'chart-reading numeric', role: 'status' });
  #observer = new ResizeObserver(() => this.#fit());
  #restyle = () => this.#draw();
  /** @type {AbortController} */
  #listeners = new AbortController();

  /**
   * @param {string} name of files saved
   * @param {{equity_curve: EquityPoint[], equity_curve_reduced: boolean, num_trades: number}} result
   * @param {string} fees whether after or before fees
   */
  constructor(name, result, fees) {
    const title = tn('chart.equity-title', result.num_trades, { fees });

    this.#name = name;
    this.#points = result.equity_curve;
    // The curve begins where nothing was traded yet.
    this.#data = /** @type {uPlot.AlignedData} */ ([
      [0, ...this.#points.map((point) => point.trade_number)],
      [0, ...this.#points.map((point) => point.cumulative_profit_dollars)],
    ]);
    this.#holder.tabIndex = 0;
    this.#holder.setAttribute('role', 'img');
    this.#holder.setAttribute('aria-label', `${title}: ${formatProfit(this.#points.at(-1)?.cumulative_profit_dollars)}. ${t('chart.keys')}`);
    this.element = h('section', { class: 'card part chart' },
      h('div', { class: 'chart-header' }, h('h3', {}, title), this.#actions()),
      h('div', { class: 'chart-body' }, this.#holder),
      this.#reading,
      result.equity_curve_reduced && h('p', { class: 'dim small' }, t('chart.reduced', { shown: formatInteger(this.#points.length), count: formatInteger(result.num_trades) })));
    this.#listen();
  }

  close() {
    this.#listeners.abort();
    this.#observer.disconnect();
    this.#plot?.destroy();
    this.#plot = null;
  }

  #actions() {
    const twin = h('button', { type: 'button', class: 'flat', 'aria-pressed': 'false', onclick: () => this.#toggleTable(twin) }, t('chart.table'));

    return h('div', { class: 'chart-actions' }, twin,
      h('button', { type: 'button', class: 'flat', onclick: () => this.#saveCsv() }, t('chart.save-csv')),
      h('button', { type: 'button', class: 'flat', onclick: () => this.#savePng() }, t('chart.save-png')));
  }

  #listen() {
    const { signal } = this.#listeners;

    this.#observer.observe(this.#holder);
    dark.addEventListener('change', this.#restyle, { signal });
    this.#holder.addEventListener('keydown', (event) => this.#press(event), { signal });
    this.#holder.addEventListener('wheel', (event) => this.#wheel(event), { signal, passive: false });
    this.#holder.addEventListener('pointerdown', (event) => this.#grab(event), { signal });
  }

  #fit() {
    const width = Math.floor(this.#holder.clientWidth);

    if (width > 0 && this.#plot === null) {
      this.#draw();
    } else if (width > 0) {
      this.#plot?.setSize({ width, height: HEIGHT });
    }
  }

  #draw() {
    this.#plot?.destroy();
    this.#plot = new uPlot(this.#options(), this.#data, this.#holder);
  }

  /** @returns {uPlot.Options} */
  #options() {
    const font = '12px Cantarell, system-ui, sans-serif';
    const axis = { stroke: colour('--text-dim'), font, labelFont: font, grid: { stroke: colour('--chart-grid'), width: 1 }, ticks: { show: false } };

    return {
      width: Math.floor(this.#holder.clientWidth),
      height: HEIGHT,
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false } },
      scales: {
        x: { time: false },
        y: { range: (_plot, min, max) => uPlot.rangeNum(Math.min(0, min), Math.max(0, max), 0.08, true) },
      },
      axes: [
        { ...axis, label: t('chart.x'), labelSize: 20, size: 30, values: (_plot, values) => values.map((value) => (Number.isInteger(value) ? formatInteger(value) : '')) },
        { ...axis, label: t('chart.y'), labelSize: 20, size: AXIS_SIZE, values: (_plot, values) => values.map((value) => `${value < 0 ? '−' : ''}$${Math.abs(value).toLocaleString('en-US')}`) },
      ],
      series: [{}, { stroke: colour('--chart-equity'), width: 2, points: { show: this.#points.length < 2 } }],
      hooks: { drawAxes: [drawZero], setCursor: [(plot) => this.#read(plot)] },
    };
  }

  /** @param {uPlot} plot */
  #read(plot) {
    const index = plot.cursor.idx;

    if (index !== null && index !== undefined) {
      fill(this.#reading, t('chart.reading', { trade: formatInteger(plot.data[0][index]), profit: formatProfit(plot.data[1][index]) }));
    }
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const plot = /** @type {uPlot} */ (this.#plot);
    const last = plot.data[0].length - 1;
    const index = plot.cursor.idx ?? last;
    /** @type {Record<string, () => void>} */
    const keys = {
      ArrowLeft: () => this.#moveTo(Math.max(0, index - 1)),
      ArrowRight: () => this.#moveTo(Math.min(last, index + 1)),
      Home: () => this.#moveTo(0),
      End: () => this.#moveTo(last),
      '+': () => this.#zoom(ZOOM, plot.data[0][index]),
      '=': () => this.#zoom(ZOOM, plot.data[0][index]),
      '-': () => this.#zoom(1 / ZOOM, plot.data[0][index]),
      0: () => this.#show(0, plot.data[0][last]),
    };

    if (event.key in keys && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      keys[event.key]();
    }
  }

  /** @param {WheelEvent} event */
  #wheel(event) {
    const plot = /** @type {uPlot} */ (this.#plot);
    const at = plot.posToVal(event.clientX - plot.over.getBoundingClientRect().left, 'x');

    // A page that is scrolled past a chart must not stick to it: the wheel
    // zooms the chart that was clicked, and any with Ctrl, as pinching sends it.
    if (event.ctrlKey || document.activeElement === this.#holder) {
      event.preventDefault();
      this.#zoom(event.deltaY < 0 ? ZOOM : 1 / ZOOM, at);
    }
  }

  /** Pans while the pointer is down.
   *
   * @param {PointerEvent} event */
  #grab(event) {
    const plot = /** @type {uPlot} */ (this.#plot);
    const { min, max } = /** @type {{min: number, max: number}} */ (plot.scales.x);
    const perPixel = (max - min) / plot.over.clientWidth;
    const last = plot.data[0][plot.data[0].length - 1];
    const released = new AbortController();
    const { signal } = released;

    addEventListener('pointermove', (move) => {
      const by = Math.min(last - max, Math.max(-min, (event.clientX - move.clientX) * perPixel));

      this.#show(min + by, max + by);
    }, { signal });
    addEventListener('pointerup', () => released.abort(), { signal });
    addEventListener('pointercancel', () => released.abort(), { signal });
  }

  /**
   * @param {number} factor
   * @param {number} at the trade that stays where it is
   */
  #zoom(factor, at) {
    const { min, max } = /** @type {{min: number, max: number}} */ (/** @type {uPlot} */ (this.#plot).scales.x);

    this.#show(at - (at - min) * factor, at + (max - at) * factor);
  }

  /**
   * @param {number} min
   * @param {number} max
   */
  #show(min, max) {
    const last = this.#data[0][this.#data[0].length - 1];

    if (max - min >= 2 || last < 2) {
      this.#plot?.setScale('x', { min: Math.max(0, min), max: Math.min(last, max) });
    }
  }

  /** @param {number} index */
  #moveTo(index) {
    const plot = /** @type {uPlot} */ (this.#plot);

    plot.setCursor({ left: plot.valToPos(plot.data[0][index], 'x'), top: 0 });
  }

  /** @param {Element} button */
  #toggleTable(button) {
    const shown = button.getAttribute('aria-pressed') === 'true';
    const body = /** @type {Element} */ (this.element.querySelector('.chart-body'));

    button.setAttribute('aria-pressed', String(!shown));
    this.#reading.hidden = !shown;
    fill(body, shown ? this.#holder : pagedTable({
      caption: t('chart.equity'),
      rows: this.#points,
      columns: [
        { label: t('chart.x'), key: 'trade', numeric: true, value: (point) => point.trade_number, cell: (point) => formatInteger(point.trade_number) },
        { label: t('chart.y'), key: 'profit', numeric: true, value: (point) => point.cumulative_profit_dollars, cell: (point) => formatProfit(point.cumulative_profit_dollars) },
      ],
    }));
  }

  #saveCsv() {
    const lines = this.#points.map((point) => `${point.trade_number},${point.cumulative_profit_dollars}`);

    saveFile(`backcourt-equity-${this.#name}.csv`, new Blob([['trade_number,cumulative_profit_dollars', ...lines, ''].join('\n')], { type: 'text/csv' }));
  }

  /** The canvas has no background of its own. */
  #savePng() {
    const source = /** @type {HTMLCanvasElement | null} */ (this.#holder.querySelector('canvas'));

    if (source !== null) {
      const canvas = h('canvas', { width: source.width, height: source.height });
      const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));

      context.fillStyle = colour('--card');
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.drawImage(source, 0, 0);
      canvas.toBlob((blob) => blob && saveFile(`backcourt-equity-${this.#name}.png`, blob));
    }
  }
}
