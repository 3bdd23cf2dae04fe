import { formatPath, isArray, isObject, type Edit, type Json } from '@bulwark/model';

/** An edit in one clause: `set spec.hostPID to false`, `remove spec.hostPID`. */
export function editWords(edit: Edit): string {
  const place = formatPath(edit.path);
  switch (edit.op) {
    case 'delete':
      return `remove ${place}`;
    case 'append':
      return `add ${inYaml(edit.value)} to ${place}`;
    case 'insert':
      return `insert ${inYaml(edit.value)} at ${place}`;
    default:
      return `set ${place} to ${inYaml(edit.value)}`;
  }
}

/** A value as YAML writes it in one line. */
function inYaml(value: Json): string {
  if (isArray(value)) return `[${value.map(inYaml).join(', ')}]`;
  if (isObject(value)) {
    return `{${Object.entries(value)
      .map(([key, inner]) => `${scalar(key)}: ${inYaml(inner ?? null)}`)
      .join(', ')}}`;
  }
  return typeof value === 'string' ? scalar(value) : String(value);
}

/** Plain where no reader of YAML takes it for anything but this text. */
const PLAIN = /^[A-Za-z_./][\w./:@=-]*$/;
const SPECIAL = /^(?:true|false|yes|no|on|off|y|n|null|~|\.(?:inf|nan))$/i;

function scalar(text: string): string {
  return PLAIN.test(text) && !SPECIAL.test(text) && !text.endsWith(':') ? text : JSON.stringify(text);
}
