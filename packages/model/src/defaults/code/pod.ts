import { isObject, type JsonObject } from '../../json.ts';
import { withMissingAmounts } from '../resource-amounts.ts';
import { changedField, changedItems, lacks } from './change.ts';
import { withOwnResources } from './pod-resources.ts';

/**
 * `SetDefaults_Pod` (kubernetes, pkg/apis/core/v1/defaults.go): what pods get and templates do not. Requests are the limits
 * where they are not given, and on the node's network every port of a container is one of the node.
 */
export function pod(object: JsonObject): JsonObject {
  return changedField(object, 'spec', (spec) => withHostPorts(withRequests(spec)));
}

/** The same with the resources of the pod itself, while PodLevelResources did it here and not when the pod is created. */
export function podWithOwnResources(object: JsonObject): JsonObject {
  return changedField(object, 'spec', (spec) => withHostPorts(withOwnResources(withRequests(spec))));
}

/** The same with a grace period that is not negative. */
export function podWithGracePeriod(object: JsonObject): JsonObject {
  const made = pod(object);
  return changedField(made, 'spec', (spec) => {
    const seconds = spec['terminationGracePeriodSeconds'];
    const isNegative = (typeof seconds === 'number' || typeof seconds === 'bigint') && seconds < 0;
    return isNegative ? { ...spec, terminationGracePeriodSeconds: 1 } : spec;
  });
}

function withRequests(spec: JsonObject): JsonObject {
  return changedItems(changedItems(spec, 'containers', withOwnRequests), 'initContainers', withOwnRequests);
}

function withOwnRequests(container: JsonObject): JsonObject {
  return changedField(container, 'resources', (resources) => {
    const limits = resources['limits'];
    if (!isObject(limits)) return resources;
    const given = resources['requests'] ?? NOTHING;
    if (!isObject(given)) return resources;
    const requests = withMissingAmounts(given, limits);
    return requests === given ? resources : { ...resources, requests };
  });
}

const NOTHING: JsonObject = {};

function withHostPorts(spec: JsonObject): JsonObject {
  if (spec['hostNetwork'] !== true) return spec;
  const withPorts = (container: JsonObject): JsonObject => changedItems(container, 'ports', withHostPort);
  return changedItems(changedItems(spec, 'containers', withPorts), 'initContainers', withPorts);
}

function withHostPort(port: JsonObject): JsonObject {
  const containerPort = port['containerPort'];
  const isFree = lacks(port, 'hostPort') || port['hostPort'] === 0;
  return isFree && !lacks(port, 'containerPort') && containerPort !== 0 ? { ...port, hostPort: containerPort } : port;
}
