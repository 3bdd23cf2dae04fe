import { UserError } from '@bulwark/model';
import { finish } from '../input/finish.ts';
import { readInput } from '../input/read-input.ts';
import { clustersFor } from '../rbac/clusters.ts';
import type { RbacFlags } from '../rbac/flags.ts';
import { graphDot } from '../rbac/graph-dot.ts';
import { graphJson } from '../rbac/graph-json.ts';
import { graphMermaid } from '../rbac/graph-mermaid.ts';
import { graphSvg } from '../rbac/graph-svg.ts';
import { graphOf, type Graph } from '../rbac/graph.ts';
import type { Shell } from '../shell.ts';

type Form = 'mermaid' | 'dot' | 'svg' | 'json';

export interface RbacGraphFlags extends Omit<RbacFlags, 'output'> {
  readonly output: Form;
  readonly withDefaults: boolean | undefined;
}

const FORMS: Readonly<Record<Form, (graph: Graph) => Iterable<string>>> = {
  mermaid: graphMermaid,
  dot: graphDot,
  svg: graphSvg,
  json: graphJson,
};

export async function run(this: Shell, flags: RbacGraphFlags, ...paths: readonly string[]): Promise<void> {
  const input = readInput(paths, flags, 'rbac graph', this);
  const clusters = await clustersFor(input.inventory, flags);
  const [cluster, ...more] = clusters;
  if (more.length > 0) {
    const ids = clusters.map(({ id }) => id).filter((id) => id !== '');
    throw new UserError(`these files make up ${clusters.length} clusters, and one is drawn at a time`, {
      hint: `name one of them: ${ids.slice(0, 3).join(', ')}`,
    });
  }
  const drawn = graphOf(cluster, { withDefaults: flags.withDefaults === true });
  for (const piece of FORMS[flags.output](drawn)) this.process.stdout.write(piece);
  finish(input, false, this);
}
