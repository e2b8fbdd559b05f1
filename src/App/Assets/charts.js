// The house style of every chart. The server hands in a small description in JSON (numbers in fen, texts ready to show)
// and takes back one SVG text. This file runs inside the server (Jint): no DOM, no timers, no network.
import * as echarts from 'echarts/core';
import { BarChart, LineChart, SankeyChart } from 'echarts/charts';
import { GridComponent, LegendComponent, AriaComponent } from 'echarts/components';
import { SVGRenderer } from 'echarts/renderers';

echarts.use([BarChart, LineChart, SankeyChart, GridComponent, LegendComponent, AriaComponent, SVGRenderer]);

const ink = '#2b2623';
const faint = '#6a615b';
const rule = '#ddd6cf';
// Ordered so that neighbours differ in lightness too: the picture must read on a grey print.
const palette = ['#8f3021', '#cbbfb3', '#6a615b', '#c98a5a', '#3f5d5a', '#b3a394'];
const text = { fontFamily: 'inherit', fontSize: 13, color: ink };

/** Exact text of a whole number divided by a power of ten, trailing zeros dropped: (1234500, 6) → "1.2345". */
function shifted(whole, places) {
  const minus = whole < 0 ? '-' : '';
  const digits = String(Math.abs(whole)).padStart(places + 1, '0');
  const integer = digits.slice(0, digits.length - places).replace(/\B(?=(\d{3})+$)/g, ',');
  const fraction = digits.slice(digits.length - places).replace(/0+$/, '');
  return minus + integer + (fraction ? '.' + fraction : '');
}

/** The number as the reader sees it: spec.places tells how many digits the unit drops (fen → yuan 2, fen → 万元 6). */
const label = spec => value => shifted(Math.round(value), spec.places);
/** Labels beside the marks are kept short: at most two digits behind the point. */
const shortLabel = spec => value => {
  const drop = Math.max(0, spec.places - 2);
  return shifted(Math.round(value / 10 ** drop), spec.places - drop);
};

function bars(spec) {
  const across = spec.horizontal === true;
  const categories = {
    type: 'category', data: spec.categories, inverse: across, axisTick: { show: false },
    axisLine: { lineStyle: { color: rule } },
    axisLabel: { ...text, ...(across ? { width: spec.width * 0.34, overflow: 'break' } : { interval: 0, hideOverlap: true }) },
  };
  const values = {
    type: 'value', splitNumber: across ? 2 : 4, splitLine: { lineStyle: { color: rule } },
    axisLabel: { ...text, color: faint, formatter: shortLabel(spec), hideOverlap: true },
  };
  const legend = spec.series.length > 1;
  const dense = spec.categories.length * spec.series.length * 64 > spec.width;
  return {
    color: palette,
    grid: { left: 8, right: across ? 60 : 12, top: legend ? 40 : 24, bottom: 8, containLabel: true },
    legend: legend ? { top: 0, left: 0, itemWidth: 16, itemHeight: 12, textStyle: text } : undefined,
    xAxis: across ? values : categories,
    yAxis: across ? categories : values,
    series: spec.series.map(s => ({
      type: s.line ? 'line' : 'bar', name: s.name, data: s.values, barMaxWidth: 40, barMinHeight: 1,
      symbol: 'circle', symbolSize: 7,
      label: { show: across || !dense, position: across ? 'right' : 'top', ...text, fontSize: 12, formatter: p => shortLabel(spec)(p.value) },
      labelLayout: { hideOverlap: true },
    })),
  };
}

function flow(spec) {
  return {
    color: palette,
    series: [{
      type: 'sankey', left: 4, right: spec.width * 0.24, top: 8, bottom: 8, nodeGap: 14, nodeWidth: 14,
      draggable: false, layoutIterations: 32,
      data: spec.nodes.map(name => ({ name })),
      links: spec.links.map(l => ({ source: l.from, target: l.to, value: l.value })),
      lineStyle: { color: 'source', opacity: 0.35, curveness: 0.5 },
      label: { ...text, formatter: p => p.name + '  ' + label(spec)(p.value), width: spec.width * 0.23, overflow: 'break' },
    }],
  };
}

const kinds = { bars, flow, raw: spec => spec.option };

globalThis.renderChart = json => {
  const spec = JSON.parse(json);
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: spec.width, height: spec.height });
  try {
    chart.setOption({ animation: false, textStyle: text, ...kinds[spec.kind](spec) });
    return chart.renderToSVGString({ useViewBox: true });
  } finally {
    chart.dispose();
  }
};
