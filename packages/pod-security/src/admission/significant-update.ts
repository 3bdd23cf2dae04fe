import { listAt, stringAt, type Json } from '@bulwark/model';

/**
 * Whether an update of a pod can change what the checks say: another number of containers, another image, or an ephemeral
 * container more. Labels, annotations and resources may change in pods that no level would take (`isSignificantPodUpdate`).
 */
export function isSignificantUpdate(pod: Json, old: Json): boolean {
  return (
    hasOtherImages(pod, old, 'containers') ||
    hasOtherImages(pod, old, 'initContainers') ||
    listAt(pod, 'spec', 'ephemeralContainers').some((container) => isOtherEphemeral(container, old))
  );
}

function hasOtherImages(pod: Json, old: Json, field: string): boolean {
  const before = listAt(old, 'spec', field);
  const after = listAt(pod, 'spec', field);
  return before.length !== after.length || after.some((container, index) => imageOf(container) !== imageOf(before[index]));
}

function isOtherEphemeral(container: Json, old: Json): boolean {
  const name = stringAt(container, 'name') ?? '';
  const before = listAt(old, 'spec', 'ephemeralContainers').find((each) => (stringAt(each, 'name') ?? '') === name);
  return before === undefined || imageOf(before) !== imageOf(container);
}

function imageOf(container: Json | undefined): string {
  return stringAt(container, 'image') ?? '';
}
