import type { Marks } from './marks.ts';

/** The `define` that prints a value with a mark on each of its lines. */
export const WRAPPER = 'bulwark.marked';

/**
 * Its argument is a list: the mark, the value, and letters. `f`: visible text stands before the value on its line, which
 * therefore has its mark whatever comes, and no other; `l`: the last line is marked as well, since nothing follows it.
 */
export function wrapperTemplate(marks: Marks): string {
  const any = marks.of(0).replace('0q', '\\\\d+q');
  return `{{- define "${WRAPPER}" -}}
{{- $mark := index . 0 -}}{{- $value := index . 1 -}}{{- $how := index . 2 -}}
{{- if kindIs "string" $value -}}
{{- $lines := splitList "\\n" $value -}}{{- $last := sub (len $lines) 1 -}}
{{- range $at, $line := $lines -}}
{{- if gt $at 0 }}{{ "\\n" }}{{ end -}}
{{- if and (eq $at 0) (contains "f" $how) -}}
{{- regexReplaceAll "${any}" $line "" -}}
{{- if or (lt $at $last) (contains "l" $how) -}}{{- $mark -}}{{- end -}}
{{- else -}}
{{- $line -}}
{{- if and (regexMatch "\\\\S" $line) (or (lt $at $last) (contains "l" $how)) -}}{{- $mark -}}{{- end -}}
{{- end -}}
{{- end -}}
{{- else -}}{{- $value -}}{{- if contains "l" $how -}}{{- $mark -}}{{- end -}}
{{- end -}}
{{- end -}}
`;
}
