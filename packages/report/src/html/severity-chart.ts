import { SEVERITIES, type Severity } from '@bulwark/model';
import { severityCounts } from '../amount.ts';

const WIDTH = 1000;
/** What a severity gets at least, so that one critical among thousands is seen. */
const LEAST = 14;

/** A bar with a part for each severity that occurs, wide by how many there are. */
export function severityChart(counts: Readonly<Record<Severity, number>>): string {
  const total = SEVERITIES.reduce((sum, severity) => sum + counts[severity], 0);
  if (total === 0) return '';
  const present = SEVERITIES.filter((severity) => counts[severity] > 0);
  const room = WIDTH - present.length * LEAST;
  let x = 0;
  const parts = present.map((severity) => {
    const width = LEAST + (room * counts[severity]) / total;
    const part = `<rect class="${severity}" x="${x.toFixed(1)}" y="0" width="${width.toFixed(1)}" height="16"><title>${counts[severity]} ${severity}</title></rect>`;
    x += width;
    return part;
  });
  return `<svg class="chart" role="img" aria-label="Findings by severity: ${severityCounts(counts)}" viewBox="0 0 ${WIDTH} 16" preserveAspectRatio="none">${parts.join('')}</svg>\n`;
}
