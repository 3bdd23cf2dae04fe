import type { Container, Workload } from '@bulwark/model';

/** Names of a manifest are made into command lines only where nothing in them means something to a shell. */
const NAME = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/;
const IMAGE = /^\w[\w.:/-]*(?:@sha256:[\da-f]{64})?$/;

/** What `kubectl exec` starts a command in by its name. */
const RUNS_PODS: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job']);

function podName({ object: { kind, name } }: Workload): string {
  if (!NAME.test(name)) return 'POD';
  if (kind === 'Pod') return name;
  return RUNS_PODS.has(kind) ? `${kind.toLowerCase()}/${name}` : 'POD';
}

function target(workload: Workload, container: Container | undefined): string {
  const { namespace } = workload.object;
  const inNamespace = namespace !== undefined && NAME.test(namespace) ? ` -n ${namespace}` : '';
  const inContainer = container !== undefined && NAME.test(container.name) ? ` -c ${container.name}` : '';
  return `${inNamespace} ${podName(workload)}${inContainer}`;
}

/** `kubectl exec -n shop deployment/web -c web -- COMMAND`. */
export function inside(workload: Workload, container: Container | undefined, command: string): string {
  return `kubectl exec${target(workload, container)} -- ${command}`;
}

/** `kubectl logs -n shop deployment/web -c web`. */
export function logOf(workload: Workload, container: Container | undefined): string {
  return `kubectl logs${target(workload, container)}`;
}

/** Prints the user that an image names. */
export function imageUser(container: Container | undefined): string {
  const image = container?.value['image'];
  return `crane config ${typeof image === 'string' && IMAGE.test(image) ? image : 'IMAGE'} | jq -r .config.User`;
}

/** A name of a manifest in a command line, or the placeholder. */
export function nameOr(name: string | undefined, placeholder: string): string {
  return name !== undefined && NAME.test(name) ? name : placeholder;
}
