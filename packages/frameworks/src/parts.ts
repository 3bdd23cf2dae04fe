import { listAt, workloadsOf, type Container, type KubeObject } from '@bulwark/model';

/**
 * What is there to be judged that is seldom among manifests: the programs that workloads start, by their names without a
 * folder (`kube-apiserver`), and the kinds of the objects
 * with their groups.
 */
export function partsOf(objects: Iterable<KubeObject>): ReadonlySet<string> {
  const parts = new Set<string>();
  for (const object of objects) {
    parts.add(`${object.group}/${object.kind}`);
    const containers = workloadsOf(object).flatMap((workload) => workload.containers);
    for (const container of containers) {
      const program = programOf(container);
      if (program !== undefined) parts.add(program);
    }
  }
  return parts;
}

function programOf({ value }: Container): string | undefined {
  const [first = listAt(value, 'args')[0]] = listAt(value, 'command');
  return typeof first === 'string' ? first.slice(first.lastIndexOf('/') + 1) : undefined;
}
