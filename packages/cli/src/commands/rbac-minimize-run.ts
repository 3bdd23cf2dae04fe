import { EXIT, UserError } from '@bulwark/model';
import { defaultsOf, type Policy, type PolicySet } from '@bulwark/rbac';
import type { NamePolicy } from '@bulwark/least-privilege';
import { readInput, type Input } from '../input/read-input.ts';
import { finish } from '../input/finish.ts';
import { clustersFor } from '../rbac/clusters.ts';
import type { RbacFlags } from '../rbac/flags.ts';
import { minorOf } from '../rbac/minor-of.ts';
import { minimize, type Minimized } from '../rbac/minimize/minimize.ts';
import { minimizeJson } from '../rbac/minimize/minimize-json.ts';
import { minimizeText } from '../rbac/minimize/minimize-text.ts';
import { minimizePatch, type PatchSources } from '../rbac/minimize/patch.ts';
import { readLogs, type Logs } from '../rbac/read-logs.ts';
import { manifestsYaml } from '../rbac/minimize/yaml.ts';
import { styleFor } from '../rbac/style-for.ts';
import type { Shell } from '../shell.ts';

export interface RbacMinimizeFlags extends Omit<RbacFlags, 'output'> {
  readonly from?: readonly string[];
  readonly as?: string;
  readonly names: NamePolicy;
  readonly per: 'user' | 'group';
  readonly output: 'text' | 'yaml' | 'json' | 'diff';
}

export async function run(this: Shell, flags: RbacMinimizeFlags, ...paths: readonly string[]): Promise<void> {
  const { from = [], names, as, per } = flags;
  if (from.length === 0) throw new UserError('no log given', { hint: '--from names an audit log, - standard input' });
  const input = paths.length === 0 ? undefined : readInput(paths, flags, 'rbac minimize', this);
  const policy = input === undefined ? undefined : await policyOf(input, flags);
  const defaults = await serversOwn(flags);
  const logs = await readLogs(from, this);
  if (as !== undefined && !isThere(as, per, logs)) throw new UserError(`"${as}" is not in the log`);
  const result = minimize(logs.observations, { names, as, policy, defaults, per });
  for (const piece of rendered(result, logs, { input, policy }, flags, this)) this.process.stdout.write(piece);
  const isWrong = result.proposals.some(({ proposal: { proof } }) => proof.refused.length > 0 || proof.beyond.length > 0);
  if (input === undefined) this.process.exitCode = isWrong ? EXIT.findings : EXIT.clean;
  else finish(input, isWrong, this);
}

function isThere(name: string, per: 'user' | 'group', { observations }: Logs): boolean {
  return per === 'user' ? observations.subjects.has(name) : observations.usedByGroup(name) !== undefined;
}

async function policyOf({ inventory }: Input, flags: RbacMinimizeFlags): Promise<Policy | undefined> {
  const [cluster, ...others] = await clustersFor(inventory, flags);
  if (others.length > 0) {
    throw new UserError(`the manifests are of ${others.length + 1} clusters`, {
      hint: 'a log is of one: name the folder of that one',
    });
  }
  return cluster?.index.policy;
}

async function serversOwn({ noDefaults, kubeVersion }: RbacMinimizeFlags): Promise<PolicySet> {
  if (noDefaults === true) return { roles: [], bindings: [] };
  return defaultsOf(kubeVersion === undefined ? undefined : minorOf(kubeVersion));
}

function* rendered(
  result: Minimized,
  logs: Logs,
  sources: PatchSources,
  { output, color }: RbacMinimizeFlags,
  shell: Shell,
): IterableIterator<string> {
  if (output === 'json') yield minimizeJson(result, logs);
  else if (output === 'text') yield* minimizeText(result, logs, styleFor(color, shell));
  else if (output === 'diff') yield* minimizePatch(result, sources, shell);
  else yield manifestsYaml(result.proposals.flatMap(({ proposal }) => proposal.manifests));
}
