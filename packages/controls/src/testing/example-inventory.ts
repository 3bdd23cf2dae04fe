import { Inventory, isKubeValue, kubeObject, type Json, type JsonObject, type KubeObject } from '@bulwark/model';
import { load } from '@bulwark/source';
import type { Example } from '../control.ts';

/** The objects of an example, read as a user's are. What the API server would not take is no example. */
export function exampleInventory({ name, yaml, complete = false }: Example): Inventory {
  const { inventory } = load(['-'], { stdin: () => yaml, complete });
  const { failed, notRendered, documents } = inventory.coverage;
  const [problem] = [...failed, ...notRendered];
  if (problem !== undefined) throw new Error(`the example "${name}" cannot be read, line ${problem.line}: ${problem.reason}`);
  if (documents.other > 0) throw new Error(`a document of the example "${name}" is no Kubernetes object`);
  const part = inventory.objects.find((object) => object.partial !== undefined);
  if (part !== undefined) throw new Error(`the ${part.kind} of the example "${name}" is only a part of an object`);
  return inventory;
}

/** The same inventory with the value of every object changed. Places are those of the text, which has not changed. */
export function withValues(inventory: Inventory, change: (value: JsonObject, object: KubeObject) => Json): Inventory {
  const objects = inventory.objects.flatMap((object) => {
    const value = change(object.value, object);
    return isKubeValue(value) ? [kubeObject(value, object)] : [];
  });
  return Inventory.of(objects, { complete: inventory.complete });
}
