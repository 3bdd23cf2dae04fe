import { scan } from '@bulwark/engine';
import { Inventory, kubeObject, lineStartsOf, type JsonObject, type Locator } from '@bulwark/model';
import { expect, test } from 'vitest';
import control from './naked-pod.ts';

const nowhere: Locator = { find: () => undefined, nearest: () => undefined, below: () => nowhere };

function isNaked(metadata: JsonObject, spec: JsonObject = {}, path?: string): boolean {
  const origin = path === undefined ? undefined : { file: { path, lineStarts: lineStartsOf('') }, document: 0, locator: nowhere };
  const pod = kubeObject({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', ...metadata }, spec }, { origin });
  return scan(Inventory.of([pod]), { controls: [control] }).findings.length > 0;
}

test.for([
  ['nothing said', {}, {}, undefined, true],
  ['always restarted', {}, { restartPolicy: 'Always' }, undefined, true],
  ['a folder of manifests', {}, {}, 'k8s/manifests/web.yaml', true],
  ['an empty list of owners', { ownerReferences: [] }, {}, undefined, true],
  ['never restarted', {}, { restartPolicy: 'Never' }, undefined, false],
  ['restarted on failure', {}, { restartPolicy: 'OnFailure' }, undefined, false],
  ['an owner', { ownerReferences: [{ kind: 'ReplicaSet', name: 'web' }] }, {}, undefined, false],
  ['a mirror of a static pod', { annotations: { 'kubernetes.io/config.mirror': '4d' } }, {}, undefined, false],
  ['a hook of Helm', { annotations: { 'helm.sh/hook': 'test' } }, {}, undefined, false],
  ['a hook of Argo CD', { annotations: { 'argocd.argoproj.io/hook': 'PreSync' } }, {}, undefined, false],
  ["the kubelet's folder", {}, {}, 'node/etc/kubernetes/manifests/etcd.yaml', false],
  ['the control plane', { namespace: 'kube-system', labels: { tier: 'control-plane' } }, {}, undefined, false],
  ['a label that anybody may set', { labels: { tier: 'control-plane' } }, {}, undefined, true],
] as const)('%s', ([, metadata, spec, path, naked]) => {
  expect(isNaked(metadata, spec, path)).toBe(naked);
});
