import { listAt, refusedText, stringAt, type KubeObject, type Scope } from '@bulwark/model';
import { BINDING_KINDS } from '../rbac/rbac-kinds.ts';

/** Bindings by the name of the ServiceAccount that is their subject. Made once for a scope: a scope never changes. */
const INDEXES = new WeakMap<Scope, ReadonlyMap<string, readonly Bound[]>>();

interface Bound {
  readonly binding: KubeObject;
  readonly account: string;
  readonly namespace: string | undefined;
}

/**
 * A binding among the scope's objects that gives rights to the account by its name. A workload whose manifest leaves its
 * namespace open is taken to be in the subject's, but for the account "default", which every namespace has.
 */
export function bindingOf(scope: Scope, namespace: string | undefined, account: string): KubeObject | undefined {
  let index = INDEXES.get(scope);
  if (index === undefined) INDEXES.set(scope, (index = indexOf(scope)));
  const bound = index.get(account) ?? [];
  const isAnywhere = namespace === undefined && account !== 'default';
  return bound.find((subject) => isAnywhere || subject.namespace === namespace)?.binding;
}

function indexOf(scope: Scope): ReadonlyMap<string, readonly Bound[]> {
  const bindings = BINDING_KINDS.flatMap(({ group, kind }) => [...scope.ofKind(group, kind)]);
  return Map.groupBy(bindings.flatMap(boundBy), ({ account }) => account);
}

function boundBy(binding: KubeObject): readonly Bound[] {
  return listAt(binding.value, 'subjects').flatMap((subject) => {
    const account = stringAt(subject, 'name');
    // The API server refuses such a binding: it is no word for the binding's own namespace.
    if (refusedText(subject, ['namespace']) !== undefined) return [];
    if (stringAt(subject, 'kind') !== 'ServiceAccount' || account === undefined) return [];
    return [{ binding, account, namespace: stringAt(subject, 'namespace') ?? binding.namespace }];
  });
}
