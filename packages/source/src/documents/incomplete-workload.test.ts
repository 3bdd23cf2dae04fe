import { kubeObject, type JsonObject } from '@bulwark/model';
import { expect, test } from 'vitest';

import { isIncompleteWorkload } from './incomplete-workload.ts';

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

test.for<[name: string, value: JsonObject, incomplete: boolean]>([
  ['a pod', pod({ containers: [web] }), false],
  ['a pod with an image still to be replaced', pod({ containers: [{ name: 'web', image: '{{ image }}' }] }), false],
  ['a pod without containers', pod({ containers: [] }), true],
  ['a pod with containers of a wrong type', pod({ containers: 'web' }), true],
  ['a container without an image', pod({ containers: [web, { name: 'side' }] }), true],
  ['a container with an empty image', pod({ containers: [{ name: 'web', image: '' }] }), true],
  ['an init container without an image', pod({ containers: [web], initContainers: [{ name: 'init' }] }), true],
  ['a deployment', deployment({ selector, template }), false],
  ['a deployment without a selector', deployment({ template }), true],
  ['a deployment without a template', deployment({ selector, replicas: 3 }), true],
  ['a deployment without a spec', { apiVersion: 'apps/v1', kind: 'Deployment' }, true],
  ['a deployment with a spec of a wrong type', { apiVersion: 'apps/v1', kind: 'Deployment', spec: ['x'] }, true],
  ['a deployment of a time when the selector had a default', { ...deployment({ template }), apiVersion: 'apps/v1beta1' }, false],
  ['a job', { apiVersion: 'batch/v1', kind: 'Job', spec: { template } }, false],
  ['a cron job that only has a schedule', { apiVersion: 'batch/v1', kind: 'CronJob', spec: { schedule: '@daily' } }, true],
  ['a pod without a spec', { apiVersion: 'v1', kind: 'Pod' }, true],
  ['a kind of somebody else that is called Deployment', { apiVersion: 'example.com/v1', kind: 'Deployment', spec: {} }, false],
  ['a DeploymentConfig whose image comes from a trigger', openShift(['web']), false],
  ['a DeploymentConfig whose trigger is for another container', openShift(['side']), true],
  ['a DeploymentConfig without triggers', openShift(undefined), true],
  ['a config map', { apiVersion: 'v1', kind: 'ConfigMap', data: {} }, false],
])('%s', ([, value, incomplete]) => {
  expect(isIncompleteWorkload(kubeObject(value))).toBe(incomplete);
});
