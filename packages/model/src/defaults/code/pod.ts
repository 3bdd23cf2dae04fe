import { isObject, type JsonObject } from '../../json.ts';
import type { Draft } from '../draft.ts';
import { withMissingAmounts } from '../resource-amounts.ts';
import { fillInOwnResources } from './pod-resources.ts';

/**
 * `SetDefaults_Pod` (kubernetes, pkg/apis/core/v1/defaults.go): what pods get and templates do not. Requests are the limits
 * where they are not given, and on the node's network every port of a container is one of the node.
 */
export function pod(draft: Draft): void {
  draft.edit('spec', (spec) => {
    fillInRequests(spec);
    fillInHostPorts(spec);
  });
}

/** The same with the resources of the pod itself, while PodLevelResources did it here and not when the pod is created. */
export function podWithOwnResources(draft: Draft): void {
  draft.edit('spec', (spec) => {
    fillInRequests(spec);
    fillInOwnResources(spec);
    fillInHostPorts(spec);
  });
}

/** The same with a grace period that is not negative. */
export function podWithGracePeriod(draft: Draft): void {
  draft.edit('spec', (spec) => {
    const seconds = spec.get('terminationGracePeriodSeconds');
    const isNegative = (typeof seconds === 'number' || typeof seconds === 'bigint') && seconds < 0;
    if (isNegative) spec.set('terminationGracePeriodSeconds', 1);
    fillInRequests(spec);
    fillInHostPorts(spec);
  });
}

function fillInRequests(spec: Draft): void {
  spec.editItems('containers', fillInOwnRequests);
  spec.editItems('initContainers', fillInOwnRequests);
}

const NOTHING: JsonObject = {};

function fillInOwnRequests(container: Draft): void {
  container.edit('resources', (resources) => {
    const limits = resources.get('limits');
    const given = resources.get('requests') ?? NOTHING;
    if (!isObject(limits) || !isObject(given)) return;
    const requests = withMissingAmounts(given, limits);
    if (requests !== given) resources.set('requests', requests);
  });
}

function fillInHostPorts(spec: Draft): void {
  if (spec.get('hostNetwork') !== true) return;
  for (const field of ['containers', 'initContainers']) {
    spec.editItems(field, (container) => container.editItems('ports', fillInHostPort));
  }
}

function fillInHostPort(port: Draft): void {
  if (port.lacksNumber('hostPort') && !port.lacksNumber('containerPort')) port.set('hostPort', port.get('containerPort'));
}
