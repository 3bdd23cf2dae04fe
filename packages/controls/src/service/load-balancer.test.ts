import { scan } from '@bulwark/engine';
import { expect, test } from 'vitest';
import { controls } from '../registry.ts';
import { exampleInventory } from '../testing/example-inventory.ts';

const control = controls.find(({ id }) => id === 'service/load-balancer');

function fires(extra: {
  readonly annotations?: Readonly<Record<string, unknown>>;
  readonly spec?: Readonly<Record<string, unknown>>;
}): boolean {
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', annotations: extra.annotations ?? {} },
    spec: { type: 'LoadBalancer', ports: [{ port: 443 }], ...extra.spec },
  };
  const inventory = exampleInventory({ name: 'one', yaml: JSON.stringify(service) });
  return scan(inventory, { controls: control === undefined ? [] : [control] }).findings.length > 0;
}

test.for([
  ['service.beta.kubernetes.io/aws-load-balancer-internal', '0.0.0.0/0', false],
  ['service.beta.kubernetes.io/aws-load-balancer-internal', 'false', true],
  ['service.beta.kubernetes.io/aws-load-balancer-internal', '', true],
  ['service.beta.kubernetes.io/aws-load-balancer-scheme', 'internet-facing', true],
  ['service.beta.kubernetes.io/aws-load-balancer-type', 'nlb', true],
  ['service.beta.kubernetes.io/aws-load-balancer-type', 'external', false],
  ['service.beta.kubernetes.io/azure-load-balancer-internal', 'true', false],
  ['service.beta.kubernetes.io/azure-load-balancer-internal', true, false],
  ['networking.gke.io/load-balancer-type', 'internal', false],
  ['networking.gke.io/load-balancer-type', 'External', true],
  ['metallb.io/loadBalancerIPs', '10.0.0.4,192.168.1.9', false],
  ['metallb.io/loadBalancerIPs', '10.0.0.4,203.0.113.9', true],
  ['lbipam.cilium.io/ips', '172.32.0.1', true],
  ['lbipam.cilium.io/ips', 'fd00::7', false],
  ['service.beta.kubernetes.io/azure-allowed-service-tags', 'AzureFrontDoor.Backend', false],
  ['service.beta.kubernetes.io/azure-allowed-service-tags', 'Internet', true],
  ['service.beta.kubernetes.io/load-balancer-source-ranges', ' , ', true],
] as const)('%s: %s', ([name, value, expected]) => {
  expect(fires({ annotations: { [name]: value } })).toBe(expected);
});

test.for([
  [{ loadBalancerSourceRanges: ['203.0.113.0/24'] }, false],
  [{ loadBalancerSourceRanges: ['203.0.113.0/24', '::/0'] }, true],
  [{ loadBalancerSourceRanges: [] }, true],
  [{ loadBalancerSourceRanges: [7, null] }, true],
  [{ loadBalancerSourceRanges: 'all' }, true],
  [{ loadBalancerIP: '192.168.1.1' }, false],
  [{ loadBalancerIP: '203.0.113.1' }, true],
  [{ loadBalancerClass: 'service.k8s.aws/nlb' }, false],
  [{ loadBalancerClass: 'tailscale' }, false],
  [{ type: 'ClusterIP' }, false],
  [{ type: ['LoadBalancer'] }, false],
] as const)('%o', ([spec, expected]) => {
  expect(fires({ spec })).toBe(expected);
});

test('the AWS controller makes it public where it is told to', () => {
  const annotations = { 'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internet-facing' };
  expect(fires({ annotations, spec: { loadBalancerClass: 'service.k8s.aws/nlb' } })).toBe(true);
});
