import { Inventory, kubeObject, type JsonObject, type KubeObject } from '@bulwark/model';
import { controls, type Failure } from '@bulwark/controls';
import { expect, test } from 'vitest';
import { scan } from '../scan.ts';
import { workloadControl } from '../testing/controls.ts';
import { speaksTo } from './context-rule.ts';
import { CONTEXT_RULES } from './rules.ts';

const check = (): readonly Failure[] => [{ at: ['spec'], message: 'it is there' }];
const always = workloadControl('pod/privileged', { severity: 'critical', judgesPartial: true, check });

function workload(kind: string, namespace: string, spec: JsonObject = {}): KubeObject {
  const template = { spec: { containers: [{ name: 'web', image: 'nginx:1.29' }] } };
  const apiVersion = kind === 'CronJob' ? 'batch/v1' : 'apps/v1';
  const whole = kind === 'CronJob' ? { jobTemplate: { spec: { template } }, ...spec } : { template, selector: {}, ...spec };
  return kubeObject({ apiVersion, kind, metadata: { name: 'web', namespace }, spec: whole });
}

function severityOf(object: KubeObject): readonly unknown[] {
  return scan(Inventory.of([object]), { controls: [always] }).findings.map(({ severity, severityReason }) => [
    severity,
    severityReason,
  ]);
}

test('what stands around an object moves the severity by a step, and the finding says why', () => {
  expect(severityOf(workload('DaemonSet', 'shop'))).toEqual([['critical', undefined]]);
  expect(severityOf(workload('Deployment', 'kube-system'))).toEqual([['critical', undefined]]);
  expect(severityOf(workload('DaemonSet', 'kube-system'))).toEqual([
    ['high', 'a DaemonSet in kube-system is an agent of its node, which it has to reach'],
  ]);
  expect(severityOf(workload('Deployment', 'shop', { replicas: 0 }))).toEqual([
    ['high', 'it has no replicas: nothing of it runs'],
  ]);
  expect(severityOf(workload('CronJob', 'shop', { suspend: true }))).toEqual([['high', 'it is suspended: nothing of it runs']]);
  expect(severityOf(workload('CronJob', 'shop', { suspend: 'true', replicas: '0' }))).toEqual([['critical', undefined]]);
});

test('what is reached from outside is worse by a step, and again judged when that changes', () => {
  const socket = workloadControl('volume/runtime-socket', { severity: 'high', check });
  const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'nginx:1.29' }] } };
  const web = workload('Deployment', 'shop', { template });
  const service = (type: string): KubeObject =>
    kubeObject({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { type, selector: { app: 'web' } },
    });
  const inside = Inventory.of([web, service('ClusterIP')]);
  const before = scan(inside, { controls: [socket] });
  expect(before.findings.map(({ severity }) => severity)).toEqual(['high']);
  const outside = inside.apply([{ type: 'set', object: service('LoadBalancer') }]);
  const [finding] = scan(outside, before.memory.policy, before).findings;
  expect([finding?.severity, finding?.severityReason]).toEqual([
    'critical',
    'it is reached from outside by the Service "web", which is a public load balancer',
  ]);
});

test('every rule speaks to some control, by names that there are', () => {
  for (const rule of CONTEXT_RULES) {
    expect(controls.some(({ id }) => speaksTo(rule, id))).toBe(true);
    for (const name of rule.controls) {
      const matches = controls.some(({ id }) => speaksTo({ ...rule, controls: [name] }, id));
      expect([name, matches]).toEqual([name, true]);
    }
  }
});
