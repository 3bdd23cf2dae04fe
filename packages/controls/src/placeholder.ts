/**
 * Text that something else fills in before the object is applied or while it runs: shell and envsubst variables, template
 * expressions (Helm, Jinja, Argo, Kyverno), references of Kubernetes and Tekton, and words in angle brackets.
 */
const PLACEHOLDER =
  /\$\{[^{}]*\}|\$\([^()]*\)|\{\{|\{%|<[^<>]+>|\$[A-Za-z_]\w*|__[A-Z][A-Z0-9_]*__|@[A-Z][A-Z0-9_]*@|%[A-Z][A-Z0-9_]*%/;

export function hasPlaceholder(text: string): boolean {
  return PLACEHOLDER.test(text);
}
