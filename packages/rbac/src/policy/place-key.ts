/**
 * A namespace and a name as one text, which no other two make: a manifest may have a slash in both, though no server takes it.
 */
export function placeKey({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
  return `${namespace.length}/${namespace}/${name}`;
}
