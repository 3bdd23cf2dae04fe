import type { SchemaType } from '@bulwark/schema';
import { customResourceDefinition, customResourceDefinitionSpec } from './code/custom-resource-definition.ts';
import { container, ephemeralContainer } from './code/container.ts';
import { device, deviceCount, deviceRequest, deviceTaint } from './code/device.ts';
import { endpoints } from './code/endpoints.ts';
import { horizontalPodAutoscaler } from './code/horizontal-pod-autoscaler.ts';
import { job, jobWithPatterns } from './code/job.ts';
import { limitRangeItem } from './code/limit-range-item.ts';
import { ingressClass, networkPolicy } from './code/networking.ts';
import { namespace } from './code/namespace.ts';
import { nodeStatus } from './code/node-status.ts';
import { pod, podWithGracePeriod, podWithOwnResources } from './code/pod.ts';
import { podStatus } from './code/pod-status.ts';
import { priorityLevelConfiguration } from './code/priority-level-configuration.ts';
import { replicationController } from './code/replication-controller.ts';
import { service, serviceWithoutIpMode } from './code/service.ts';
import { serviceAccountNames } from './code/service-account-names.ts';
import { subject } from './code/subject.ts';
import { daemonSet, deployment, statefulSet, statefulSetWithMaxUnavailable } from './code/update-strategy.ts';
import { volume, volumeWithPullPolicy } from './code/volume.ts';
import type { Draft } from './draft.ts';

/** A default that depends on what else an object says. */
export type Code = (draft: Draft, type: SchemaType) => void;

/** By what the tables call upstream's code: the digest of its statements. What differs only in form has one function. */
const BY_DIGEST: ReadonlyMap<string, Code> = new Map([
  ['6baed752', customResourceDefinition],
  ['3cb6b95e', customResourceDefinitionSpec],
  ['4bf232a5', daemonSet],
  ['64f1fcd5', deployment],
  ['be675e9c', statefulSet],
  ['c9906e7d', statefulSetWithMaxUnavailable],
  ['96deafd6', horizontalPodAutoscaler],
  ['d0a028db', jobWithPatterns],
  ['964d479a', jobWithPatterns],
  ['1d6faf3a', job],
  ['1505a4c8', container],
  ['fc8e1e02', ephemeralContainer],
  ['820c16bc', endpoints],
  ['37d3afc5', limitRangeItem],
  ['93702335', namespace],
  ['f4aabead', nodeStatus],
  ['4ba1b61b', pod],
  ['a304c8ae', pod],
  ['b867f587', podWithOwnResources],
  ['778a97ba', podWithGracePeriod],
  ['3daca31b', serviceAccountNames],
  ['e518a573', podStatus],
  ['69b81ac0', replicationController],
  ['a47e48df', serviceWithoutIpMode],
  ['2f41d332', service],
  ['6cf4f918', service],
  ['5e0d4d2b', service],
  ['2bd33d9d', volume],
  ['6385f914', volume],
  ['63b82115', volume],
  ['9b3d0ca8', volumeWithPullPolicy],
  ['fb73f636', priorityLevelConfiguration],
  ['c4ec33b4', ingressClass],
  ['f16b5ec9', ingressClass],
  ['cde7f755', networkPolicy],
  ['f1a6bde2', subject],
  ['140c44ce', device],
  ['24937664', deviceCount],
  ['ff86cbb6', deviceRequest],
  ['040174c5', deviceTaint],
]);

/** What other minors do on the way from the object's version to the server's own and back, which is as good. */
const BY_DEFINITION: ReadonlyMap<string, Code> = new Map([['core.v1.PodSpec', serviceAccountNames]]);

/** The code that goes with the rules of a definition, if any does. */
export function codeOf(definition: string, digest: string | undefined): Code | undefined {
  return digest === undefined ? BY_DEFINITION.get(definition) : BY_DIGEST.get(digest);
}
