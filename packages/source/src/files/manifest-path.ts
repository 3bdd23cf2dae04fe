/** `Kustomization` is the one name without an ending that kustomize takes for a file of its own. */
const KUSTOMIZATION = /(?:^|\/)Kustomization$/;
const ENDING = /\.(?:ya?ml|json)$/i;

/** Whether a file of this name is read when a folder is scanned: YAML and JSON are. */
export function isManifestPath(path: string): boolean {
  return ENDING.test(path) || KUSTOMIZATION.test(path);
}
