const MANIFEST = /\.(?:ya?ml|json)$/i;

/** Whether a file of this name is read when a folder is scanned: YAML and JSON are. */
export function isManifestPath(path: string): boolean {
  return MANIFEST.test(path);
}
