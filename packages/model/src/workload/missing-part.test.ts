import { expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
import { kubeObject } from '../kube-object.ts';
import { formatPath } from '../path.ts';
import { missingPart } from './missing-part.ts';

const web = { name: 'web', image: 'nginx' };
const pod = (spec: JsonObject): JsonObject => ({ apiVersion: 'v1', kind: 'Pod', spec });
const deployment = (spec: JsonObject): JsonObject => ({ apiVersion: 'apps/v1', kind: 'Deployment', spec });
const openShift = (containerNames: string[] | undefined): JsonObject => ({
  apiVersion: 'apps.openshift.io/v1',
  kind: 'DeploymentConfig',
  spec: {
    template: { spec: { containers: [{ name: 'web' }] } },
    triggers: containerNames && [{ type: 'ConfigChange' }, { type: 'ImageChange', imageChangeParams: { containerNames } }],
  },
});
const selector = { matchLabels: { app: 'web' } };
const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [web] } };

test.for<[name: string, value: JsonObject, says: string | undefined, path?: string]>([
  ['a pod', pod({ containers: [web] }), undefined],
  ['a pod with an image still to be replaced', pod({ containers: [{ name: 'web', image: '{{ image }}' }] }), undefined],
  ['a pod without containers', pod({ containers: [] }), 'it has no spec.containers', 'spec.containers'],
  ['a pod with containers of a wrong type', pod({ containers: 'web' }), 'it has no spec.containers', 'spec.containers'],
  [
    'a container without an image',
    pod({ containers: [web, { name: 'side' }] }),
    'container "side" has no image',
    'spec.containers[1].image',
  ],
  [
    'a container with neither name nor image',
    pod({ containers: [{}] }),
    'container spec.containers[0] has no image',
    'spec.containers[0].image',
  ],
  [
    'a container with an empty image',
    pod({ containers: [{ name: 'web', image: '' }] }),
    'container "web" has no image',
    'spec.containers[0].image',
  ],
  [
    'a container with an image of a wrong type',
    pod({ containers: [{ name: 'web', image: 5 }] }),
    'container "web" has no image that is text',
    'spec.containers[0].image',
  ],
  [
    'an init container without an image',
    pod({ containers: [web], initContainers: [{ name: 'init' }] }),
    'init container "init" has no image',
    'spec.initContainers[0].image',
  ],
  ['a deployment', deployment({ selector, template }), undefined],
  ['a deployment without a selector', deployment({ template }), 'it has no spec.selector', 'spec.selector'],
  ['a deployment without a template', deployment({ selector, replicas: 3 }), 'it has no spec.template', 'spec.template'],
  [
    'a deployment whose template has no pod',
    deployment({ selector, template: { metadata: {} } }),
    'it has no spec.template.spec',
    'spec.template.spec',
  ],
  ['a deployment without a spec', { apiVersion: 'apps/v1', kind: 'Deployment' }, 'it has no spec', 'spec'],
  [
    'a deployment with a spec of a wrong type',
    { apiVersion: 'apps/v1', kind: 'Deployment', spec: ['x'] },
    'it has no spec',
    'spec',
  ],
  [
    'a deployment of a time when the selector had a default',
    { ...deployment({ template }), apiVersion: 'apps/v1beta1' },
    undefined,
  ],
  ['a job', { apiVersion: 'batch/v1', kind: 'Job', spec: { template } }, undefined],
  [
    'a cron job that only has a schedule',
    { apiVersion: 'batch/v1', kind: 'CronJob', spec: { schedule: '@daily' } },
    'it has no spec.jobTemplate',
    'spec.jobTemplate',
  ],
  ['a pod without a spec', { apiVersion: 'v1', kind: 'Pod' }, 'it has no spec', 'spec'],
  [
    'a kind of somebody else that is called Deployment',
    { apiVersion: 'example.com/v1', kind: 'Deployment', spec: {} },
    undefined,
  ],
  ['a DeploymentConfig whose image comes from a trigger', openShift(['web']), undefined],
  [
    'a DeploymentConfig whose trigger is for another container',
    openShift(['side']),
    'container "web" has no image',
    'spec.template.spec.containers[0].image',
  ],
  [
    'a DeploymentConfig without triggers',
    openShift(undefined),
    'container "web" has no image',
    'spec.template.spec.containers[0].image',
  ],
  ['a config map', { apiVersion: 'v1', kind: 'ConfigMap', data: {} }, undefined],
])('%s', ([, value, says, path]) => {
  const missing = missingPart(kubeObject(value));
  expect(missing?.says).toBe(says);
  expect(missing === undefined ? undefined : formatPath(missing.path)).toBe(path);
});
