import {
  isArray,
  isKubeValue,
  isObject,
  member,
  stringAt,
  type Json,
  type JsonObject,
  type Locator,
  type Path,
} from '@bulwark/model';

/** An API object in a document: the document itself, or an item of the List that it is. */
export interface FoundObject {
  readonly value: JsonObject;
  readonly locator: Locator;
  /** Of an item: where it stands in the document. */
  readonly within?: Path;
}

/** The objects of a document, and the items of its Lists that are none. */
export interface ListContents {
  readonly objects: readonly FoundObject[];
  readonly strays: readonly Path[];
}

/**
 * The API objects in a document that is one itself. Lists are taken apart, Lists in Lists too. An item without apiVersion
 * and kind gets those of its list, as in apimachinery's unstructured decoder (pkg/apis/meta/v1/unstructured/helpers.go,
 * decodeToList): an item of a RoleBindingList is a RoleBinding.
 */
export function objectsOf(value: JsonObject, locator: Locator): ListContents {
  if (itemsOf(value) === undefined) return { objects: [{ value, locator }], strays: NONE };
  const contents: Contents = { objects: [], strays: [] };
  collect(contents, value, locator, []);
  return contents;
}

const NONE: readonly Path[] = [];

interface Contents {
  readonly objects: FoundObject[];
  readonly strays: Path[];
}

function collect(contents: Contents, value: JsonObject, locator: Locator, path: Path): void {
  const items = itemsOf(value);
  if (items === undefined) {
    contents.objects.push(path.length === 0 ? { value, locator } : { value, locator: locator.below(path), within: path });
    return;
  }
  for (const [index, item] of items.entries()) {
    const itemPath = [...path, 'items', index];
    const whole = withTypeOf(value, item);
    if (isKubeValue(whole)) collect(contents, whole, locator, itemPath);
    else contents.strays.push(itemPath);
  }
}

function itemsOf(value: JsonObject): readonly Json[] | undefined {
  const kind = member(value, 'kind');
  if (typeof kind !== 'string' || !kind.endsWith('List')) return undefined;
  const items = member(value, 'items');
  return isArray(items) ? items : undefined;
}

function withTypeOf(list: JsonObject, item: Json): Json {
  const kind = stringAt(list, 'kind')?.slice(0, -'List'.length);
  if (!kind || !isObject(item) || Boolean(member(item, 'kind')) || Boolean(member(item, 'apiVersion'))) return item;
  return { ...item, apiVersion: member(list, 'apiVersion'), kind };
}
