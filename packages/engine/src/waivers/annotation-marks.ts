/**
 * How the keys of annotations begin that excuse: our own, and those of Checkov, KubeLinter, kube-score and Polaris. Alone in
 * a file, because every scan asks for them, and what reads the annotations is loaded only where one is found.
 */
export const MARKS = {
  own: 'bulwark.dev/ignore.',
  checkov: 'checkov.io/skip',
  kubeLinter: 'ignore-check.kube-linter.io/',
  kubeLinterAll: 'kube-linter.io/ignore-all',
  kubeScore: 'kube-score/ignore',
  polaris: 'polaris.fairwinds.com/',
} as const;

export const ANNOTATION_MARKS: readonly string[] = Object.values(MARKS);
