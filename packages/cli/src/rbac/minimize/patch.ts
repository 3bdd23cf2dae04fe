import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { changeObjects, type Change } from '@bulwark/fix';
import { editText } from '@bulwark/source';
import type { Proposal } from '@bulwark/least-privilege';
import { principalOf, type Binding, type Policy } from '@bulwark/rbac';
import { clean } from '@bulwark/report';
import { fixPatch } from '../../fix/fix-patch.ts';
import type { Input } from '../../input/read-input.ts';
import type { Shell } from '../../shell.ts';
import { principalKey } from '../principals.ts';
import { nameOf } from '../review/identities.ts';
import type { Minimized } from './minimize.ts';
import { withoutDocuments } from './without-documents.ts';
import { manifestsYaml } from './yaml.ts';

export interface PatchSources {
  /** The manifests of today; undefined where none are given. */
  readonly input: Pick<Input, 'textOf'> | undefined;
  readonly policy: Policy | undefined;
}

/** A binding of today without those whom the new ones stand for. */
interface Narrowed {
  readonly binding: Binding;
  /** The places of the subjects that go. */
  readonly gone: readonly number[];
}

/**
 * A patch for `git apply`: it takes users out of the bindings that they no longer need, in the files where these stand, and adds
 * a file with the new roles and bindings. What stands above its first file says what it does, and what it leaves to people.
 */
export function* minimizePatch(result: Minimized, { input, policy }: PatchSources, shell: Shell): IterableIterator<string> {
  const yaml = manifestsYaml(result.proposals.flatMap(({ proposal }) => proposal.manifests));
  const narrowed = input === undefined ? [] : narrowedBindings(result);
  const { files, remarks } = changedFiles(narrowed, input);
  for (const remark of [...remarks, ...(input === undefined ? [] : keptBy(result)), ...unbound(narrowed, policy)])
    yield `${clean(remark)}\n`;
  yield* fixPatch({ files }, shell);
  yield* addition(yaml, shell);
}

/** The bindings that name users or groups for whom there are new ones, and no longer need to. */
function narrowedBindings({ proposals }: Minimized): readonly Narrowed[] {
  const whom = new Map<Binding, Set<string>>();
  for (const { proposal } of proposals) {
    if (!isEnough(proposal)) continue;
    for (const binding of proposal.replaces) {
      const keys = whom.get(binding) ?? new Set();
      whom.set(binding, keys.add(principalKey(proposal.subject)));
    }
  }
  return [...whom].map(([binding, keys]) => ({
    binding,
    gone: binding.subjects.flatMap((subject, at) => {
      const principal = principalOf(subject, binding.namespace);
      return principal !== undefined && keys.has(principalKey(principal)) ? [at] : [];
    }),
  }));
}

/** Whether the new roles are known to do: of what the log does not show, nobody can say. */
function isEnough({ proof, hidden, ungrantable, isMaster }: Proposal): boolean {
  return proof.refused.length === 0 && hidden.length === 0 && ungrantable.length === 0 && !isMaster;
}

/** Why the bindings of some are left as they are. */
function keptBy({ proposals }: Minimized): readonly string[] {
  return proposals.flatMap(({ proposal }) =>
    isEnough(proposal) || proposal.replaces.length === 0
      ? []
      : [`Left alone: the bindings of ${proposal.username}: the log does not show that the new roles are enough`],
  );
}

interface Changed {
  readonly files: readonly { readonly path: string; readonly before: string; readonly after: string }[];
  readonly remarks: readonly string[];
}

function changedFiles(narrowed: readonly Narrowed[], input: Pick<Input, 'textOf'> | undefined): Changed {
  if (input === undefined) return { files: [], remarks: [] };
  const changes = new Map(narrowed.flatMap((each) => (isWhole(each) ? [] : changeOf(each))));
  const { files, refused } = changeObjects([...changes.keys()], {
    textOf: input.textOf,
    edit: editText,
    whyNot: () => undefined,
  });
  const texts = new Map(files.map((file) => [file.path, file]));
  const remarks = [...changes].map(([{ object }, { binding, gone }]) => {
    const why = refused.get(object);
    return why === undefined ? takesOut(binding, gone) : leftAlone(binding, why);
  });
  const whole = Map.groupBy(narrowed.filter(isWhole), ({ binding }) => binding.object?.origin?.file.path ?? '');
  for (const [path, all] of whole) remarks.push(...deleteIn(path, all, texts, input));
  return { files: [...texts.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1)), remarks: remarks.toSorted() };
}

/** Takes documents out of a file, on top of what has been changed in it, and says so. */
function deleteIn(
  path: string,
  all: readonly Narrowed[],
  texts: Map<string, Changed['files'][number]>,
  { textOf }: Pick<Input, 'textOf'>,
): readonly string[] {
  const file = texts.get(path);
  const before = file?.before ?? textOf(path);
  const objects = all.flatMap(({ binding: { object } }) => object ?? []);
  const { text, kept } = withoutDocuments(file?.after ?? before, objects);
  if (before !== undefined && text !== undefined && text !== before) texts.set(path, { path, before, after: text });
  return all.map(({ binding }) => {
    const why = binding.object === undefined ? 'it stands in no file' : kept.get(binding.object);
    return why === undefined ? `Deletes ${nameOf(binding)}: it binds nobody else` : leftAlone(binding, why);
  });
}

function leftAlone(binding: Binding, why: string): string {
  return `Left alone: ${nameOf(binding)}: ${why}`;
}

/** Whether nobody is left, and the binding is a document of its own, so that it can go. */
function isWhole({ binding: { subjects, object }, gone }: Narrowed): boolean {
  return gone.length === subjects.length && object?.origin?.within === undefined;
}

function changeOf(narrowed: Narrowed): readonly (readonly [Change, Narrowed])[] {
  const { binding, gone } = narrowed;
  const { object } = binding;
  if (object === undefined) return [];
  const edits = gone.toReversed().map((at) => ({ op: 'delete' as const, path: ['subjects', at] }));
  return [[{ object, edits }, narrowed]];
}

function takesOut({ subjects, ...binding }: Binding, gone: readonly number[]): string {
  const whom = gone.map((at) => {
    const { kind = '', namespace = '', name = '' } = subjects[at] ?? {};
    return `${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`;
  });
  return `Takes ${whom.join(', ')} out of ${nameOf(binding)}`;
}

/** The roles that nothing binds any more, which grant nothing and may go. */
function unbound(narrowed: readonly Narrowed[], policy: Policy | undefined): readonly string[] {
  if (policy === undefined) return [];
  const gone = new Set(
    narrowed.filter(({ binding, gone: places }) => places.length === binding.subjects.length).map(({ binding }) => binding),
  );
  const stay = new Set(policy.bindings.filter((binding) => !gone.has(binding)).map((binding) => policy.roleOf(binding)));
  const roles = new Set([...gone].map((binding) => policy.roleOf(binding)));
  return [...roles].flatMap((role) =>
    role?.object === undefined || stay.has(role) ? [] : [`Nothing binds ${nameOf(role)} any more: it can go`],
  );
}

const NEW_FILE = 'least-privilege';

/** The new manifests as a file that is not there yet. */
function* addition(yaml: string, { cwd }: Shell): IterableIterator<string> {
  const lines = yaml.split('\n').slice(0, -1);
  if (lines.length === 0) return;
  let path = `${NEW_FILE}.yaml`;
  for (let number = 2; existsSync(resolve(cwd, path)); number++) path = `${NEW_FILE}-${number}.yaml`;
  yield `--- /dev/null\n+++ b/${path}\n@@ -0,0 +1,${lines.length} @@\n`;
  for (const line of lines) yield `+${line}\n`;
}
