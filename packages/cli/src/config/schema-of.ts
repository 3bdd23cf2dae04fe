import type { JsonObject } from '@bulwark/model';
import type { Shape } from './shape.ts';

/** The shape as JSON Schema 2020-12. */
export function schemaOf(shape: Shape): JsonObject {
  return { description: shape.about, ...formOf(shape) };
}

function formOf(shape: Shape): JsonObject {
  switch (shape.type) {
    case 'text':
      return { type: 'string', ...(shape.pattern !== undefined && { pattern: shape.pattern }) };
    case 'switch':
      return { enum: [true, false, 'on', 'off'] };
    case 'choice':
      return { enum: shape.values };
    case 'list':
      return listForm(shape);
    case 'map':
      return mapForm(shape);
    case 'table':
      return { type: 'object', additionalProperties: schemaOf(shape.of) };
    case 'any':
      return { anyOf: shape.of.map(schemaOf) };
    case 'value':
      return {};
  }
}

function listForm({ of, orOne }: Extract<Shape, { readonly type: 'list' }>): JsonObject {
  const list: JsonObject = { type: 'array', items: schemaOf(of) };
  return orOne === true ? { anyOf: [list, schemaOf(of)] } : list;
}

function mapForm({ fields, required, mayBeEmpty = false }: Extract<Shape, { readonly type: 'map' }>): JsonObject {
  return {
    type: 'object',
    properties: Object.fromEntries(
      Object.entries(fields).map(([key, field]) => [key, mayBeEmpty ? orNothing(schemaOf(field)) : schemaOf(field)]),
    ),
    additionalProperties: false,
    ...(required !== undefined && { required }),
  };
}

function orNothing({ description, ...form }: JsonObject): JsonObject {
  return { ...(description !== undefined && { description }), anyOf: [form, { type: 'null' }] };
}
