import { posix } from 'node:path';

import { isObject, listAt, stringAt, type Json } from '@bulwark/model';

/** https://github.com/kubernetes-sigs/kustomize/blob/master/api/konfig/general.go, RecognizedKustomizationFileNames */
const NAMES = new Set(['kustomization.yaml', 'kustomization.yml', 'Kustomization']);

export function isKustomization(location: string): boolean {
  return NAMES.has(location.slice(location.lastIndexOf('/') + 1));
}

/** Where the patches are that the kustomization at `location` names. Patches written into it are no files, and not here. */
export function patchLocations(location: string, kustomization: Json | undefined): string[] {
  if (!isObject(kustomization)) return [];
  const entries = [
    ...listAt(kustomization, 'patches'),
    ...listAt(kustomization, 'patchesJson6902'),
    ...listAt(kustomization, 'patchesStrategicMerge'),
  ];
  return entries.flatMap((entry) => {
    const path = typeof entry === 'string' ? entry : stringAt(entry, 'path');
    return path === undefined || path.includes('\n') ? [] : [posix.join(posix.dirname(location), path)];
  });
}
