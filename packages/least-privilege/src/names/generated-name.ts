/** What Kubernetes puts behind names: no vowels, and none of 0, 1, 3 (k8s.io/apimachinery/pkg/util/rand). */
const SUFFIX = /-(?:[bcdfghjklmnpqrstvwxz2456789]{5}|[bcdfghjklmnpqrstvwxz2456789]{8,10})$/;
const HEX = /[0-9a-f]{16,}|(?:^|[^0-9a-f])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;
/** A time: of the jobs of cron jobs, of releases. */
const TIME = /-\d{7,}$/;

/** Whether somebody made the name up for one object, so that it will not come again. */
export function isGeneratedName(name: string): boolean {
  return SUFFIX.test(name) || TIME.test(name) || HEX.test(name);
}

const ALWAYS: ReadonlySet<string> = new Set([
  '/events',
  'events.k8s.io/events',
  'discovery.k8s.io/endpointslices',
  'apps/controllerrevisions',
  'apps/replicasets',
  'certificates.k8s.io/certificatesigningrequests',
  'storage.k8s.io/volumeattachments',
]);

/** Whether the objects of a resource have made-up names, whatever they look like. */
export function hasGeneratedNames(group: string, resource: string): boolean {
  return ALWAYS.has(`${group}/${resource.split('/')[0]}`);
}
