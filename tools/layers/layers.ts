/** One room of the house: a folder of `packages/`. */
export interface Room {
  readonly name: string;
  /** No I/O, no clock, no environment, no process: of Node only what hashes. */
  readonly pure: boolean;
}

const pure = (name: string): Room => ({ name, pure: true });
const impure = (name: string): Room => ({ name, pure: false });

/**
 * The architecture: a package may import only packages of lines above its own. `CONTRIBUTING.md` shows the same table,
 * and the check demands that every folder of `packages/` has its place here.
 */
export const LAYERS: readonly (readonly Room[])[] = [
  [pure('schema')],
  [pure('model')],
  [impure('source'), pure('pod-security'), pure('rbac'), pure('audit'), pure('workload-identity')],
  [impure('render'), pure('least-privilege')],
  [pure('controls')],
  [pure('frameworks')],
  [pure('engine')],
  [pure('fix'), pure('report')],
  [impure('cli')],
];

/** The layers as a code block: lines from top to bottom. */
export function layerTable(): string {
  return LAYERS.map((line) => line.map((room) => room.name).join(' · ')).join('\n');
}
