import { listAt, member, objectAt, stringAt, type KubeObject } from '@bulwark/model';
import { annotationOf } from './annotations.ts';
import { isPrivateAddress } from './private-address.ts';

/** Annotations by which a load balancer stays inside, and the values that say so; undefined is any value but false. */
const INTERNAL: readonly (readonly [name: string, values: readonly string[] | undefined])[] = [
  ['service.beta.kubernetes.io/aws-load-balancer-internal', undefined],
  ['service.beta.kubernetes.io/aws-load-balancer-scheme', ['internal']],
  ['service.beta.kubernetes.io/azure-load-balancer-internal', ['true']],
  ['networking.gke.io/load-balancer-type', ['internal']],
  ['cloud.google.com/load-balancer-type', ['internal']],
  ['service.beta.kubernetes.io/openstack-internal-load-balancer', ['true']],
  ['service.beta.kubernetes.io/oci-load-balancer-internal', ['true']],
  ['oci.oraclecloud.com/load-balancer-internal', ['true']],
  ['service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type', ['private']],
  ['service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type', ['intranet']],
  ['service.beta.kubernetes.io/alicloud-loadbalancer-address-type', ['intranet']],
  ['service.kubernetes.io/qcloud-loadbalancer-internal-subnetid', undefined],
  ['service.beta.kubernetes.io/do-loadbalancer-network', ['internal']],
  ['load-balancer.hetzner.cloud/disable-public-network', ['true']],
  ['service.beta.kubernetes.io/scw-loadbalancer-private', ['true']],
];

/** Annotations that give a load balancer its addresses. */
const ADDRESSES = [
  'metallb.io/loadBalancerIPs',
  'metallb.universe.tf/loadBalancerIPs',
  'lbipam.cilium.io/ips',
  'io.cilium/lb-ipam-ips',
  'kube-vip.io/loadbalancerIPs',
  'service.beta.kubernetes.io/azure-load-balancer-ipv4',
];

/** Annotations that hold ranges of addresses, parted by commas, beside `spec.loadBalancerSourceRanges`. */
const RANGES = ['service.beta.kubernetes.io/load-balancer-source-ranges', 'service.beta.kubernetes.io/azure-allowed-ip-ranges'];

/** Classes whose load balancers are inside unless an annotation says otherwise: the AWS controller's, and Tailscale's. */
const INSIDE_BY_CLASS: ReadonlySet<string> = new Set(['service.k8s.aws/nlb', 'eks.amazonaws.com/nlb', 'tailscale']);
const INSIDE_BY_TYPE: ReadonlySet<string> = new Set(['external', 'nlb-ip', 'nlb-instance']);

export interface Reach {
  /** What keeps the load balancer inside, as a message says it; undefined where nothing that is known does. */
  readonly inside: string | undefined;
  /** Whether it takes connections from everywhere: no range is given, or one holds every address. */
  readonly fromEverywhere: boolean;
  /** A range that holds every address. */
  readonly openRange: string | undefined;
}

export function isLoadBalancer(service: KubeObject): boolean {
  return stringAt(service.value, 'spec', 'type') === 'LoadBalancer';
}

/** Who reaches a Service of type LoadBalancer, as far as its manifest says. */
export function loadBalancerReach(service: KubeObject): Reach {
  const ranges = sourceRanges(service);
  const openRange = ranges.find((range) => range.endsWith('/0'));
  const tags = annotationOf(service, 'service.beta.kubernetes.io/azure-allowed-service-tags');
  const isFree = ranges.length === 0 && (tags === undefined || /\bInternet\b/i.test(tags));
  return { inside: insideBy(service), fromEverywhere: isFree || openRange !== undefined, openRange };
}

/** Whether whoever is on the Internet can open a connection, for all that is known. */
export function isPublicLoadBalancer(service: KubeObject): boolean {
  if (!isLoadBalancer(service)) return false;
  const reach = loadBalancerReach(service);
  return reach.inside === undefined && reach.fromEverywhere;
}

function sourceRanges(service: KubeObject): readonly string[] {
  const listed = listAt(service.value, 'spec', 'loadBalancerSourceRanges').filter((range) => typeof range === 'string');
  // The field stands over the annotation (`GetLoadBalancerSourceRanges` in k8s.io/cloud-provider, service/helpers/helper.go).
  if (listed.length > 0) return listed.map((range) => range.trim());
  return RANGES.flatMap((name) => annotationOf(service, name)?.split(',') ?? [])
    .map((range) => range.trim())
    .filter((range) => range !== '');
}

function insideBy(service: KubeObject): string | undefined {
  return insideByAnnotation(service) ?? insideByClass(service) ?? insideByAddress(service);
}

function insideByAnnotation(service: KubeObject): string | undefined {
  const annotations = objectAt(service.value, 'metadata', 'annotations');
  if (annotations === undefined) return undefined;
  for (const [name, values] of INTERNAL) {
    // A switch without quotes is meant as it reads, though the API server refuses it.
    const raw = member(annotations, name);
    const given = raw === true ? 'true' : raw;
    if (typeof given !== 'string' || given === '') continue;
    const value = given.toLowerCase();
    if (values === undefined ? value !== 'false' : values.includes(value)) return `the annotation ${name}`;
  }
  return undefined;
}

function insideByClass(service: KubeObject): string | undefined {
  const scheme = annotationOf(service, 'service.beta.kubernetes.io/aws-load-balancer-scheme');
  if (scheme !== undefined) return undefined;
  const name = stringAt(service.value, 'spec', 'loadBalancerClass');
  if (name !== undefined && INSIDE_BY_CLASS.has(name)) return `the class ${name}`;
  const type = annotationOf(service, 'service.beta.kubernetes.io/aws-load-balancer-type');
  return type !== undefined && INSIDE_BY_TYPE.has(type) ? `the AWS controller, whose load balancers are internal` : undefined;
}

function insideByAddress(service: KubeObject): string | undefined {
  const field = stringAt(service.value, 'spec', 'loadBalancerIP');
  const addresses = ADDRESSES.flatMap((name) => annotationOf(service, name)?.split(',') ?? []);
  const all = (field === undefined || field === '' ? addresses : [field, ...addresses]).filter((each) => each.trim() !== '');
  return all.length > 0 && all.every(isPrivateAddress) ? `its private address ${all[0]?.trim() ?? ''}` : undefined;
}
