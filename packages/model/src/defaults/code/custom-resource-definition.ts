import { booleanAt, isArray, listAt, stringAt } from '../../json.ts';
import type { Draft } from '../draft.ts';

/** `SetDefaults_CustomResourceDefinition` (k8s.io/apiextensions-apiserver, pkg/apis/apiextensions/v1/defaults.go). */
export function customResourceDefinition(draft: Draft): void {
  const storage = listAt(draft.value, 'spec', 'versions').find((version) => booleanAt(version, 'storage') === true);
  if (storage === undefined) return;
  draft.editAlways('status', (status) => {
    const stored = status.get('storedVersions') ?? [];
    if (isArray(stored) && stored.length === 0) status.set('storedVersions', [stringAt(storage, 'name') ?? '']);
  });
}

/** `SetDefaults_CustomResourceDefinitionSpec`. */
export function customResourceDefinitionSpec(spec: Draft): void {
  spec.edit('names', fillInNames);
  spec.setMissing('conversion', { strategy: 'None' });
}

function fillInNames(names: Draft): void {
  const kind = names.get('kind');
  if (typeof kind !== 'string' || kind === '') return;
  if (names.lacksText('singular')) names.set('singular', kind.toLowerCase());
  if (names.lacksText('listKind')) names.set('listKind', `${kind}List`);
}
