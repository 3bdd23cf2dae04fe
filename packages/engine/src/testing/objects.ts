import { kubeObject, isKubeValue, lineStartsOf, type JsonObject, type KubeObject, type ObjectContext } from '@bulwark/model';
import { readDocuments } from '@bulwark/source';

/** The objects of a file's text. */
export function objectsIn(text: string, path = 'objects.yaml', context: ObjectContext = {}): readonly KubeObject[] {
  const file = { path, lineStarts: lineStartsOf(text) };
  return readDocuments(text).flatMap(({ value, locator }, document) =>
    isKubeValue(value) ? [kubeObject(value, { ...context, origin: { file, document, locator } })] : [],
  );
}

export interface PodOptions {
  readonly namespace?: string;
  readonly containers?: readonly JsonObject[];
  readonly labels?: Readonly<Record<string, string>>;
}

/** A live Pod. */
export function pod(
  name: string,
  { namespace = 'shop', containers = [{ name: 'web', image: 'nginx:1.29' }], labels = {} }: PodOptions = {},
): KubeObject {
  return kubeObject({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace, labels }, spec: { containers } });
}

export function serviceAccount(name: string, namespace = 'shop', more: JsonObject = {}): KubeObject {
  return kubeObject({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace }, ...more });
}
