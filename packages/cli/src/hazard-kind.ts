import type { Hazard } from '@bulwark/model';

/** The same for hazards that warn of the same in other words: another container, another port, other folders. */
export function hazardKind({ what }: Hazard): string {
  return what.replace(/;.*/, '').replaceAll(/"[^"]*"|[\d/][\w./]*/g, '…');
}
