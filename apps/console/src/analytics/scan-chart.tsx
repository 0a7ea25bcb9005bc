/** The chart itself, in a chunk of its own: stacked bars on a canvas, and the same figures as a table beside it. */
import { BarController, BarElement, CategoryScale, Chart, LinearScale, Tooltip } from 'chart.js';
import { useEffect, useRef } from 'react';
import { useIsDark } from '../shell/theme.ts';
import { texts } from '../texts/texts.ts';
import { type Series, VERDICTS } from './scan-counts.ts';

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Tooltip);

/** A colour of the style sheet as a canvas takes it. */
function resolve(variable: string, near: HTMLElement): string {
  const probe = near.appendChild(document.createElement('span'));
  probe.style.color = `var(${variable})`;
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

export function ScanChart({ series, label }: { series: Series; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const dark = useIsDark();
  useEffect(() => {
    const frame = canvas.current!.parentElement!;
    Chart.defaults.font.size = 0.75 * parseFloat(getComputedStyle(document.documentElement).fontSize); // as the page reads
    const [ink, line] = [resolve('--muted', frame), resolve('--line', frame)];
    const chart = new Chart(canvas.current!, {
      type: 'bar',
      data: {
        labels: series.labels.map(short),
        datasets: VERDICTS.map((verdict) => ({
          label: texts.analytics.verdicts[verdict],
          data: series.counts[verdict],
          backgroundColor: resolve(`--chart-${verdict}`, frame),
          borderRadius: 2,
          maxBarThickness: 36,
        })),
      },
      options: {
        animation: false, // it is drawn anew every ten seconds
        maintainAspectRatio: false,
        interaction: { mode: 'index', intersect: false },
        scales: {
          x: { stacked: true, grid: { display: false }, ticks: { color: ink, maxRotation: 0, autoSkipPadding: 16 } },
          y: { stacked: true, grid: { color: line }, border: { display: false }, ticks: { color: ink, precision: 0 } },
        },
      },
    });
    return () => chart.destroy();
  }, [series, dark]);
  return (
    <div className="chart">
      <canvas ref={canvas} role="img" aria-label={label} />
    </div>
  );
}

/** `2026-11-22T14:00…` → `14:00`, a date → day and month. */
function short(name: string): string {
  const hour = /T(\d{2}:\d{2})/.exec(name)?.[1] ?? / (\d{2}:\d{2})/.exec(name)?.[1];
  return hour ?? name.slice(5).split('-').reverse().join('.');
}
