import { inputProblems } from '@bulwark/report';
import { cloudSide, joinIdentities } from '@bulwark/workload-identity';
import type { Color } from '../color-flag.ts';
import { identitiesJson } from '../identity/identities-json.ts';
import { identitiesText } from '../identity/identities-text.ts';
import { loadIam } from '../identity/load-iam.ts';
import { finish } from '../input/finish.ts';
import { readInput, type InputFlags } from '../input/read-input.ts';
import { unreadText } from '../input/unread-text.ts';
import { styleFor } from '../rbac/style-for.ts';
import { UNREAD_SHOWN } from '../rbac/unread-shown.ts';
import type { Shell } from '../shell.ts';

export interface RbacIdentitiesFlags extends InputFlags {
  readonly iam?: readonly string[];
  readonly output: 'text' | 'json';
  readonly color: Color;
}

export async function run(this: Shell, flags: RbacIdentitiesFlags, ...paths: readonly string[]): Promise<void> {
  const input = readInput(paths, flags, 'rbac identities', this);
  const iam = loadIam(flags.iam ?? [], { cwd: this.cwd });
  const { objects } = input.inventory;
  const accounts = objects.filter(
    ({ group, kind, partial }) => group === '' && kind === 'ServiceAccount' && partial === undefined,
  );
  const joined = joinIdentities(accounts, cloudSide([...objects, ...iam.objects]));
  const { stdout } = this.process;
  const style = styleFor(flags.color, this);
  const coverages = [input.inventory.coverage, iam.coverage];
  if (flags.output === 'json') for (const piece of identitiesJson(joined, coverages)) stdout.write(piece);
  else {
    for (const piece of identitiesText(joined, accounts.length, style)) stdout.write(piece);
    for (const coverage of coverages) for (const piece of unreadText(coverage, style, UNREAD_SHOWN)) stdout.write(piece);
  }
  const ofIam = inputProblems(iam.coverage, iam.objects.length, { strict: flags.strict === true, allowEmpty: true });
  finish({ ...input, problems: [...input.problems, ...ofIam] }, false, this);
}
