// A laboratory's first charts as one picture, for where no laboratory runs. The build draws it, without a page.

import { whole } from "./chart";
import type { Results } from "./desk";

const box = { width: 1240, height: 420, title: 34 }; // px of all, of a chart, above it

/** poster draws the first two charts side by side, each below its title, in colours that are yet to be given. */
export function poster({ charts }: Results): string {
  const first = charts.slice(0, 2);
  const wide = box.width / first.length;
  let tall = 0;
  const drawn = first.map((chart, i) => {
    const svg = whole(chart, wide, box.height, (chart.moments?.length ?? 0) - 1);
    tall = Math.max(tall, Number(/ height="(\d+)"/.exec(svg)![1]));
    const title = chart.title.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    const type = 'font-family="system-ui, sans-serif" font-size="17" font-weight="600" fill="var(--ink)"';
    return `<text x="${i * wide + 12}" y="22" ${type}>${title}</text>${svg.replace("<svg ", `<svg x="${i * wide}" y="${box.title}" `)}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${box.width} ${tall + box.title}">${drawn.join("")}</svg>`;
}
