import { load } from 'js-yaml';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { policyFacts, type PolicyFacts } from './policy-objects.ts';

const FOLDER = 'plugin/pkg/auth/authorizer/rbac/bootstrappolicy/testdata';
const FILES = [
  'cluster-roles',
  'controller-roles',
  'namespace-roles',
  'cluster-role-bindings',
  'controller-role-bindings',
  'namespace-role-bindings',
];
const LABELS = { 'kubernetes.io/bootstrapping': 'rbac-defaults' };

/**
 * What the API server of a release brings itself, with the feature gates as they are by default: from the files that upstream's
 * own tests hold against the code. The tests of `test/cluster` hold the tables against servers.
 */
export function readBootstrapPolicy(kubernetes: string): PolicyFacts {
  const items = FILES.flatMap((file) => {
    const list = load(readFileSync(join(kubernetes, FOLDER, `${file}.yaml`), 'utf8')) as { readonly items: readonly object[] };
    return list.items as readonly Readonly<Record<string, unknown>>[];
  });
  return policyFacts(items, LABELS);
}
