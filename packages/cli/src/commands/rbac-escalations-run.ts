import { atLeast, type Severity } from '@bulwark/model';
import { defaultsOf, serviceAccountName } from '@bulwark/rbac';
import { finish } from '../input/finish.ts';
import { readSomething } from '../input/read-something.ts';
import { unreadText } from '../input/unread-text.ts';
import { chainsFrom, type ChainFlags } from '../rbac/authorizer-chains.ts';
import { clustersFor, type Cluster } from '../rbac/clusters.ts';
import { escalationsJson } from '../rbac/escalations-json.ts';
import { escalationsText } from '../rbac/escalations-text.ts';
import { escalationsIn } from '../rbac/escalations.ts';
import type { RbacFlags } from '../rbac/flags.ts';
import { minorOf } from '../rbac/minor-of.ts';
import { styleFor } from '../rbac/style-for.ts';
import { UNREAD_SHOWN } from '../rbac/unread-shown.ts';
import type { Shell } from '../shell.ts';

export interface RbacEscalationsFlags extends RbacFlags, ChainFlags {
  readonly as?: string;
  readonly includeDefaults: boolean | undefined;
  readonly failOn: Severity | 'never';
}

export async function run(this: Shell, flags: RbacEscalationsFlags, ...paths: readonly string[]): Promise<void> {
  const minor = flags.kubeVersion === undefined ? undefined : minorOf(flags.kubeVersion);
  const input = readSomething(paths, flags, 'rbac escalations', this);
  const clusters = await clustersFor(input.inventory, flags);
  const options = {
    defaults: await defaultsOf(minor),
    includeDefaults: flags.includeDefaults === true,
    ...(minor !== undefined && { minor }),
    ...(flags.as !== undefined && { identities: [{ kind: 'user', name: flags.as }] as const }),
  };
  const chains = chainsFrom(flags, this);
  const answers = clusters.map((cluster) =>
    escalationsIn(cluster, flags.complete === true ? { ...options, exists: existing(cluster) } : options, chains),
  );
  const { stdout } = this.process;
  const style = styleFor(flags.color, this);
  if (flags.output === 'json') for (const piece of escalationsJson(answers, input)) stdout.write(piece);
  else {
    for (const piece of escalationsText(answers, style)) stdout.write(piece);
    for (const piece of unreadText(input.inventory.coverage, style, UNREAD_SHOWN)) stdout.write(piece);
  }
  const { failOn } = flags;
  const worst = answers.flatMap(({ groups }) => groups.map(({ severity }) => severity));
  finish(input, failOn !== 'never' && worst.some((severity) => atLeast(severity, failOn)), this);
}

/** Where all manifests of the cluster are there, what is not among them does not exist. */
function existing({ accounts }: Cluster): (namespace: string, name: string) => boolean {
  const names = new Set(accounts.map(({ name }) => name));
  return (namespace, name) => names.has(serviceAccountName(namespace, name));
}
