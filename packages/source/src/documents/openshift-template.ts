import { groupOf, isArray, member, stringAt, type JsonObject } from '@bulwark/model';

/**
 * Whether an object is a Template of OpenShift: `oc process` makes objects of the list in it, by its parameters. It had the
 * core group before it got its own (openshift/api, template/v1/types.go).
 */
export function isOpenShiftTemplate(value: JsonObject): boolean {
  if (member(value, 'kind') !== 'Template' || !isArray(member(value, 'objects'))) return false;
  const group = groupOf(stringAt(value, 'apiVersion') ?? '');
  return group === 'template.openshift.io' || group === '';
}
