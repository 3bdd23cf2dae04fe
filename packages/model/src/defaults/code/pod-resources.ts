import { isObject, type JsonObject } from '../../json.ts';
import type { Draft } from '../draft.ts';
import { withMissingAmounts } from '../resource-amounts.ts';
import { containerTotals } from './container-totals.ts';
import { isEmpty } from './template-labels.ts';

const HUGE = 'hugepages-';

/**
 * What a pod that gives resources of its own gets besides (`defaultHugePagePodLimits` and `defaultPodRequests` in
 * kubernetes, pkg/apis/core/v1/defaults.go): limits of huge pages that its containers have; and where it has limits,
 * requests that its containers have, else its own limits.
 */
export function fillInOwnResources(spec: Draft): void {
  spec.edit('resources', (resources) => {
    const given = amountsOf(resources, 'limits');
    const givenRequests = amountsOf(resources, 'requests');
    if (given === undefined || givenRequests === undefined || (isEmpty(given) && isEmpty(givenRequests))) return;
    const limits = withMissingAmounts(given, hugePageLimits(spec.value, givenRequests));
    if (limits !== given) resources.set('limits', limits);
    const requests = isEmpty(limits) ? givenRequests : requestsOf(spec.value, limits, givenRequests);
    if (requests !== givenRequests) resources.set('requests', requests);
  });
}

/** Undefined for what is no map of amounts. */
function amountsOf(resources: Draft, field: string): JsonObject | undefined {
  const value = resources.get(field) ?? {};
  return isObject(value) ? value : undefined;
}

function hugePageLimits(spec: JsonObject, requests: JsonObject): JsonObject {
  const isMissing = (name: string): boolean => name.startsWith(HUGE) && !Object.hasOwn(requests, name);
  return chosen(containerTotals(spec, 'limits'), isMissing);
}

function requestsOf(spec: JsonObject, limits: JsonObject, given: JsonObject): JsonObject {
  const ofContainers = chosen(containerTotals(spec, 'requests'), (name) => isOfPods(name) && !name.startsWith(HUGE));
  return withMissingAmounts(withMissingAmounts(given, ofContainers), chosen(limits, isOfPods));
}

/** What resources a pod itself can ask for. */
function isOfPods(name: string): boolean {
  return name === 'cpu' || name === 'memory' || name.startsWith(HUGE);
}

function chosen(amounts: JsonObject, isWanted: (name: string) => boolean): JsonObject {
  return Object.fromEntries(Object.entries(amounts).filter(([name]) => isWanted(name)));
}
