import { need } from '../need.ts';
import type { Primitive } from '../primitive.ts';
import { simple } from '../simple.ts';

export const apiService: Primitive = simple({
  id: 'api-service',
  title: 'answers for a group of the API in the place of the API server',
  techniques: ['T1557'],
  severity: { cluster: 'critical', namespace: 'critical' },
  ways: [
    [need('create', 'apiservices.apiregistration.k8s.io')],
    [need(['patch', 'update'], 'apiservices.apiregistration.k8s.io', 'target')],
  ],
});

export const conversionWebhook: Primitive = simple({
  id: 'conversion-webhook',
  title: 'changes custom objects of others by a conversion webhook',
  techniques: ['T1557'],
  severity: { cluster: 'medium', namespace: 'medium' },
  ways: [[need(['patch', 'update'], 'customresourcedefinitions.apiextensions.k8s.io', 'target')]],
});

/** A Service takes the traffic of pods to the addresses that it says are its own, by `externalIPs` or its status (CVE-2020-8554). */
export const externalAddress: Primitive = simple({
  id: 'external-address',
  title: 'takes traffic of pods to addresses outside by a Service that says they are its own',
  techniques: ['T1557'],
  severity: { cluster: 'low', namespace: 'info' },
  ways: [
    [need(['patch', 'update'], 'services/status', 'target')],
    [need('create', 'services')],
    [need(['patch', 'update'], 'services', 'target')],
  ],
});

export const redirectService: Primitive = simple({
  id: 'redirect-service',
  title: 'sends the traffic of Services elsewhere',
  techniques: ['T1557'],
  severity: { cluster: 'medium', namespace: 'low' },
  ways: [[need(['patch', 'update'], ['endpoints', 'endpointslices.discovery.k8s.io'], 'target')]],
});

const ADMIN_POLICIES = ['adminnetworkpolicies', 'baselineadminnetworkpolicies'].map((name) => `${name}.policy.networking.k8s.io`);

export const openNetwork: Primitive = simple({
  id: 'open-network',
  title: 'takes away network policies',
  techniques: ['T1562.007'],
  severity: { cluster: 'medium', namespace: 'low' },
  ways: [
    [need(['delete', 'patch', 'update'], 'networkpolicies.networking.k8s.io', 'target')],
    [need(['delete', 'patch', 'update'], ADMIN_POLICIES, 'target')],
  ],
});

export const reachPod: Primitive = simple({
  id: 'reach-pod',
  title: 'reaches ports of pods through the API server, past network policies',
  techniques: ['T1090'],
  severity: { cluster: 'medium', namespace: 'low' },
  ways: [
    [need('create', 'pods/portforward', 'target')],
    [need(['get', 'create', 'update', 'patch', 'delete'], ['pods/proxy', 'services/proxy'], 'target')],
  ],
});

/** Also controllers read them that run what is written into annotations, or read Secrets for them. */
export const hijackRoute: Primitive = simple({
  id: 'hijack-route',
  title: 'takes traffic from outside that is meant for others',
  techniques: ['T1557', 'T1190'],
  severity: { cluster: 'medium', namespace: 'low' },
  ways: [
    [
      need('create', [
        'ingresses.networking.k8s.io',
        'httproutes.gateway.networking.k8s.io',
        'gateways.gateway.networking.k8s.io',
      ]),
    ],
    [
      need(
        ['patch', 'update'],
        ['ingresses.networking.k8s.io', 'httproutes.gateway.networking.k8s.io', 'gateways.gateway.networking.k8s.io'],
        'target',
      ),
    ],
  ],
});

/** It lets objects of other namespaces speak of its Services, and Gateways of its TLS Secrets. */
export const referenceGrant: Primitive = simple({
  id: 'reference-grant',
  title: 'lets routes and Gateways of other namespaces use Services and TLS Secrets of this one',
  techniques: ['T1552.007', 'T1557'],
  severity: { cluster: 'medium', namespace: 'low' },
  ways: [
    [need('create', 'referencegrants.gateway.networking.k8s.io')],
    [need(['patch', 'update'], 'referencegrants.gateway.networking.k8s.io', 'target')],
  ],
});
